package br.com.catalogador.app;

import io.vertx.core.Vertx;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a Vert.x instance holds and somebody has to give back.
 *
 * @param deployments how many verticles are deployed
 * @param consumers addresses on the event bus that somebody listens to
 * @param timers how many timers are set
 */
record Inventory(int deployments, Set<String> consumers, int timers) {

  /** Vert.x tells its consumers and timers to nobody, so they are read from within. */
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
      } catch (NoSuchFieldException inASuperclass) {
        // goes on there
      } catch (IllegalAccessException cause) {
        throw new IllegalStateException(cause);
      }
    }
    throw new IllegalStateException("this Vert.x has no " + name + " in " + owner.getClass());
  }
}
