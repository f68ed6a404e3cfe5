package br.com.catalogador.app.server;

import com.hazelcast.config.ClassFilter;
import com.hazelcast.config.JavaSerializationFilterConfig;
import java.io.ObjectInputFilter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Allow-list of the classes that Hazelcast may deserialize from the cluster port, before it has
 * authenticated the sender: the types that Vert.x's cluster manager and Hazelcast exchange, and
 * exceptions with which they reject a member.
 */
public final class HazelcastClassFilter {
  /** Packages, without their subpackages, whose classes may be deserialized. */
  private static final List<String> PACKAGES =
      List.of(
          "com.hazelcast.cluster",
          "com.hazelcast.core",
          "com.hazelcast.internal.cluster.impl",
          "com.hazelcast.internal.partition",
          "com.hazelcast.map",
          "com.hazelcast.nio.serialization",
          "com.hazelcast.partition",
          "com.hazelcast.spi.exception",
          "com.hazelcast.splitbrainprotection",
          "com.hazelcast.version");

  private static final List<String> CLASSES =
      List.of(
          "java.io.EOFException",
          "java.io.IOException",
          "java.lang.Error",
          "java.lang.Exception",
          "java.lang.IllegalArgumentException",
          "java.lang.IllegalStateException",
          "java.lang.IndexOutOfBoundsException",
          "java.lang.InterruptedException",
          "java.lang.NullPointerException",
          "java.lang.RuntimeException",
          "java.lang.StackTraceElement",
          "java.lang.Throwable",
          "java.lang.UnsupportedOperationException",
          "java.util.ArrayList",
          "java.util.Collections$EmptyList",
          "java.util.Collections$UnmodifiableCollection",
          "java.util.Collections$UnmodifiableList",
          "java.util.UUID",
          "java.util.concurrent.CancellationException",
          "java.util.concurrent.CompletionException",
          "java.util.concurrent.ExecutionException",
          "java.util.concurrent.RejectedExecutionException",
          "java.util.concurrent.TimeoutException");

  private static final String STACK_TRACE = "[Ljava.lang.StackTraceElement;";

  /** Allows an exception with its causes and their stack traces, but no unbounded graph. */
  private static final String LIMITS = "maxdepth=20;maxrefs=10000;maxarray=1000;maxbytes=1000000";

  private HazelcastClassFilter() {}

  /** The filter for Java serialization within Hazelcast. */
  static JavaSerializationFilterConfig filter() {
    JavaSerializationFilterConfig filter =
        new JavaSerializationFilterConfig().setDefaultsDisabled(true);
    ClassFilter allowed = filter.getWhitelist();
    allowed.addClasses(CLASSES.toArray(String[]::new));
    allowed.addClasses(STACK_TRACE, "[Ljava.lang.Object;", "[B");
    allowed.addPackages(PACKAGES.toArray(String[]::new));
    return filter;
  }

  /** The filter for all Java serialization in this process, with limits on depth and size. */
  public static ObjectInputFilter limits() {
    return ObjectInputFilter.Config.createFilter(
        Stream.of(
                Stream.of(LIMITS),
                CLASSES.stream(),
                // types that occur as parts of the others
                Stream.of("java.lang.String", "java.lang.Object"),
                PACKAGES.stream().map(name -> name + ".*"),
                Stream.of("!*"))
            .flatMap(patterns -> patterns)
            .collect(Collectors.joining(";")));
  }

  /**
   * The class loader for Hazelcast's own serialization, which instantiates any class that the bytes
   * name before it checks the type.
   */
  static ClassLoader loader() {
    return new Loader(HazelcastClassFilter.class.getClassLoader());
  }

  private static final class Loader extends ClassLoader {
    Loader(ClassLoader parent) {
      super("cluster", parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.hazelcast.")
          || name.startsWith("io.vertx.spi.cluster.hazelcast.")
          || CLASSES.contains(name)) {
        return super.loadClass(name, resolve);
      }
      throw new ClassNotFoundException(name + " is none that servers of a cluster exchange");
    }
  }
}
