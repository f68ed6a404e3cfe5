package br.com.catalogador.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import br.com.catalogador.app.settings.ClusterOptions;
import br.com.catalogador.support.Ports;
import br.com.catalogador.support.Secret;
import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.MemberLeftException;
import com.hazelcast.foreign.RunsWhenRead;
import com.hazelcast.internal.serialization.InternalSerializationService;
import com.hazelcast.internal.serialization.impl.DefaultSerializationServiceBuilder;
import com.hazelcast.internal.serialization.impl.HeapData;
import com.hazelcast.nio.ObjectDataInput;
import com.hazelcast.nio.ObjectDataOutput;
import com.hazelcast.nio.serialization.DataSerializable;
import com.hazelcast.spi.impl.SerializationServiceSupport;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.spi.cluster.hazelcast.impl.HazelcastNodeInfo;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Deserialization of bytes at the port of a real cluster member. */
class HazelcastClassFilterTest {
  /** Hazelcast's type id of Java serialization. */
  private static final int JAVA = -100;

  private static final Secret SECRET = new Secret("0123456789abcdef0123456789abcdef");

  private static ClusterOptions options;
  private static HazelcastInstance member;
  private static InternalSerializationService reading;

  /** A class of the product, which must not be deserialized. */
  private record Foreign(String text) implements Serializable {}

  /** Counts its instantiations. */
  public static final class Counted implements DataSerializable {
    private static int made;

    public Counted() {
      made++;
    }

    @Override
    public void writeData(ObjectDataOutput out) {}

    @Override
    public void readData(ObjectDataInput in) {}
  }

  @BeforeAll
  static void start() {
    int port = Ports.free();
    options = new ClusterOptions("c", "127.0.0.1", port, 0, Set.of("127.0.0.1:" + port), SECRET);
    member = Hazelcast.newHazelcastInstance(ClusteredVertx.hazelcast(options));
    reading =
        (InternalSerializationService)
            ((SerializationServiceSupport) member).getSerializationService();
  }

  @AfterAll
  static void stop() {
    member.shutdown();
  }

  private static byte[] javaBytes(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(object);
    return bytes.toByteArray();
  }

  private static Object read(Object object) throws IOException {
    byte[] java = javaBytes(object);
    return reading.toObject(
        new HeapData(
            ByteBuffer.allocate(8 + java.length).putInt(0).putInt(JAVA).put(java).array()));
  }

  private static Object readFiltered(Object object) throws IOException, ClassNotFoundException {
    ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(javaBytes(object)));
    in.setObjectInputFilter(HazelcastClassFilter.limits());
    return in.readObject();
  }

  /** Nested sets that take 2^100 steps to deserialize. */
  private static Object bomb() {
    Set<Object> outer = new HashSet<>();
    Set<Object> one = outer;
    Set<Object> other = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Set<Object> next = new HashSet<>(List.of("a"));
      Set<Object> another = new HashSet<>();
      one.add(next);
      one.add(another);
      other.add(next);
      other.add(another);
      one = next;
      other = another;
    }
    return outer;
  }

  @Test
  void rejectsAForeignClass() {
    assertThatThrownBy(() -> read(new Foreign("a"))).hasStackTraceContaining("Foreign");
    assertThatThrownBy(() -> readFiltered(new Foreign("a")))
        .isInstanceOf(InvalidClassException.class);
  }

  @Test
  void nothingRunsOfAClassThatOnlyTheFilterRefuses() {
    RunsWhenRead.RUNS.set(0);

    assertThatThrownBy(() -> read(new RunsWhenRead())).hasStackTraceContaining("RunsWhenRead");
    assertThatThrownBy(() -> readFiltered(new RunsWhenRead()))
        .isInstanceOf(InvalidClassException.class);
    assertThat(RunsWhenRead.RUNS).hasValue(0);
  }

  @Test
  @Timeout(value = 20, threadMode = ThreadMode.SEPARATE_THREAD)
  void rejectsNestedSetsAtOnce() {
    assertThatThrownBy(() -> read(bomb())).hasStackTraceContaining("HashSet");
    assertThatThrownBy(() -> readFiltered(bomb())).isInstanceOf(InvalidClassException.class);
  }

  @Test
  void limitsNestedLists() {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      list = new ArrayList<>(List.of(list));
    }
    List<Object> deep = list;

    assertThatThrownBy(() -> readFiltered(deep)).isInstanceOf(InvalidClassException.class);
    assertThatThrownBy(() -> readFiltered(new Object[2_000]))
        .isInstanceOf(InvalidClassException.class);
  }

  @Test
  void instantiatesNoForeignClass() throws Exception {
    InternalSerializationService writing = new DefaultSerializationServiceBuilder().build();
    Counted.made = 0;

    Thread asInHazelcast =
        new Thread(
            () ->
                assertThatThrownBy(() -> reading.toObject(writing.toData(new Counted())))
                    .hasStackTraceContaining("Counted"));
    Throwable[] failed = new Throwable[1];
    asInHazelcast.setUncaughtExceptionHandler((thread, cause) -> failed[0] = cause);
    asInHazelcast.setContextClassLoader(HazelcastClassFilter.loader());
    asInHazelcast.start();
    asInHazelcast.join();

    assertThat(failed[0]).isNull();
    assertThat(Counted.made).isEqualTo(1);
  }

  @Test
  void acceptsWhatServersExchange() throws Exception {
    HazelcastNodeInfo info =
        new HazelcastNodeInfo(new NodeInfo("127.0.0.1", 5702, new JsonObject()));
    InternalSerializationService writing = new DefaultSerializationServiceBuilder().build();
    Exception left = new MemberLeftException(member.getCluster().getLocalMember());
    left.initCause(new IllegalStateException("why"));
    left.addSuppressed(new IOException("also"));

    HazelcastNodeInfo read = reading.toObject(writing.toData(info));

    assertThat(read.unwrap()).isEqualTo(info.unwrap());
    assertThat((Throwable) read(left))
        .isInstanceOf(MemberLeftException.class)
        .hasRootCauseMessage("why");
    assertThat(((Throwable) readFiltered(left)).getSuppressed()).hasSize(1);
  }

  @Test
  void aServerWithAnotherSecretCannotJoin() {
    ClusterOptions guess =
        new ClusterOptions(
            options.name(),
            "127.0.0.1",
            Ports.free(),
            0,
            Set.of("127.0.0.1:" + options.port()),
            new Secret("fedcba9876543210fedcba9876543210"));
    Config config = ClusteredVertx.hazelcast(guess).setProperty("hazelcast.max.join.seconds", "1");
    HazelcastInstance stranger = Hazelcast.newHazelcastInstance(config);
    try {
      assertThat(stranger.getCluster().getMembers()).hasSize(1);
      assertThat(member.getCluster().getMembers()).hasSize(1);
    } finally {
      stranger.shutdown();
    }
    assertThat(ClusteredVertx.name(options)).doesNotContain(SECRET.value());
  }
}
