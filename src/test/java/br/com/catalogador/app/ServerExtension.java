package br.com.catalogador.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Implements {@link WithServer}: starts, injects and stops the servers. */
final class ServerExtension
    implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback {

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    Optional<Field> server = field(context, RunningServer.class, true);
    if (server.isPresent()) {
      server.get().set(null, start(context));
    }
    Optional<Field> browser = field(context, Browser.class, true);
    if (browser.isPresent()) {
      browser.get().set(null, new Browser());
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    Optional<Field> server = field(context, RunningServer.class, false);
    if (server.isPresent()) {
      server.get().set(context.getRequiredTestInstance(), start(context));
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    Optional<Field> browser = field(context, Browser.class, true);
    if (browser.isPresent()) {
      ((Browser) browser.get().get(null)).closePages();
    }
    Optional<Field> shared = field(context, RunningServer.class, true);
    if (shared.isPresent()) {
      ((RunningServer) shared.get().get(null)).noFaults();
    }
    Optional<Field> own = field(context, RunningServer.class, false);
    if (own.isPresent()) {
      stop((RunningServer) own.get().get(context.getRequiredTestInstance()));
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    List<String> complaints = List.of();
    Optional<Field> field = field(context, Browser.class, true);
    if (field.isPresent() && field.get().get(null) instanceof Browser browser) {
      browser.close();
      complaints = browser.complaints();
    }
    Optional<Field> server = field(context, RunningServer.class, true);
    if (server.isPresent()) {
      stop((RunningServer) server.get().get(null));
    }
    assertThat(complaints).isEmpty();
  }

  private static RunningServer start(ExtensionContext context) throws Exception {
    WithServer wanted = context.getRequiredTestClass().getAnnotation(WithServer.class);
    return RunningServer.hosted(wanted.value());
  }

  /** Null when the start has failed. */
  private static void stop(RunningServer server) {
    if (server != null) {
      server.close();
    }
  }

  private static Optional<Field> field(ExtensionContext context, Class<?> type, boolean isStatic) {
    Optional<Field> found =
        Stream.of(context.getRequiredTestClass().getDeclaredFields())
            .filter(field -> field.getType() == type)
            .filter(field -> Modifier.isStatic(field.getModifiers()) == isStatic)
            .findFirst();
    found.ifPresent(field -> field.setAccessible(true));
    return found;
  }
}
