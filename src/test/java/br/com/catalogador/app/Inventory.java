package br.com.catalogador.app;

import io.vertx.core.Vertx;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The resources of a Vert.x instance, for leak checks.
 *
 * @param deployments number of deployed verticles
 * @param consumers addresses with consumers on the event bus
 * @param timers number of timers
 */
record Inventory(int deployments, Set<String> consumers, int timers) {

  /** Reads private fields, because Vert.x does not expose consumers and timers. */
  static Inventory of(Vertx vertx) {
    Set<?> consumers = map(vertx.eventBus(), "handlerMap").keySet();
    return new Inventory(
        vertx.deploymentIDs().size(),
        new TreeSet<>(consumers.stream().map(String.class::cast).toList()),
        map(vertx, "timeouts").size());
  }

  private static Map<?, ?> map(Object owner, String name) {
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return (Map<?, ?>) field.get(owner);
      } catch (NoSuchFieldException ignored) {
        // goes on there
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("this Vert.x has no " + name + " in " + owner.getClass());
  }
}
