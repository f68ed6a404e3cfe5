package br.com.catalogador.support;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Timers that go by a test's time, for whatever is given {@link #vertx()}. Belongs to one event
 * loop.
 */
public final class VirtualTimers {
  private final Vertx real;
  private final LongSupplier millis;
  private final NavigableSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::id));
  private long ids;

  /**
   * @param at when it is due, in the test's milliseconds
   * @param period 0 for one that is due once
   */
  private record Timer(long id, long at, long period, Handler<Long> handler) {}

  /**
   * @param millis the test's time
   */
  public VirtualTimers(Vertx real, LongSupplier millis) {
    this.real = real;
    this.millis = millis;
  }

  /** The same Vert.x but for its timers. */
  public Vertx vertx() {
    return proxy(VertxInternal.class, this::called);
  }

  /** A verticle that gets these timers. */
  public Deployable with(Deployable verticle) {
    return new Deployable() {
      @Override
      public Future<?> deploy(Context context) throws Exception {
        return verticle.deploy(owned(context));
      }

      @Override
      public Future<?> undeploy(Context context) throws Exception {
        return verticle.undeploy(owned(context));
      }
    };
  }

  private Context owned(Context context) {
    Vertx vertx = vertx();
    return proxy(
        ContextInternal.class,
        (method, arguments) ->
            method.getName().equals("owner") ? vertx : method.invoke(context, arguments));
  }

  private interface Calls {
    Object called(Method method, Object[] arguments)
        throws IllegalAccessException, InvocationTargetException;
  }

  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return calls.called(method, arguments);
              } catch (InvocationTargetException cause) {
                throw cause.getCause();
              }
            }));
  }

  private Object called(Method method, Object[] arguments)
      throws IllegalAccessException, InvocationTargetException {
    return switch (method.getName()) {
      case "setTimer" -> start((Long) arguments[0], 0, arguments[1]);
      case "setPeriodic" ->
          start(
              (Long) arguments[0],
              (Long) arguments[arguments.length - 2],
              arguments[arguments.length - 1]);
      case "cancelTimer" -> timers.removeIf(timer -> timer.id() == (Long) arguments[0]);
      default -> method.invoke(real, arguments);
    };
  }

  // Both methods of Vert.x that come here take a handler of a timer's number.
  @SuppressWarnings("unchecked")
  private long start(long delay, long period, Object handler) {
    timers.add(new Timer(++ids, millis.getAsLong() + delay, period, (Handler<Long>) handler));
    return ids;
  }

  /** Runs what is due by now, on the event loop. */
  public void fire() {
    while (!timers.isEmpty() && timers.first().at() <= millis.getAsLong()) {
      Timer due = timers.pollFirst();
      if (due.period() > 0) {
        timers.add(new Timer(due.id(), due.at() + due.period(), due.period(), due.handler()));
      }
      due.handler().handle(due.id());
    }
  }
}
