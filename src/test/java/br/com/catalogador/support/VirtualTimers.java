package br.com.catalogador.support;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
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
 * Vert.x timers driven by a test's clock, for code that uses {@link #vertx()}. Confined to one
 * event loop.
 */
public final class VirtualTimers {
  private final Vertx real;
  private final LongSupplier millis;
  private final NavigableSet<Timer> timers =
      new TreeSet<>(Comparator.comparingLong(Timer::at).thenComparingLong(Timer::id));
  private long ids;
  private Context deployed;

  /**
   * @param at due time, in milliseconds of the test's clock
   * @param period 0 for a one-shot timer
   */
  private record Timer(long id, long at, long period, Handler<Long> handler) {}

  /**
   * @param millis the test's clock in milliseconds
   */
  public VirtualTimers(Vertx real, LongSupplier millis) {
    this.real = real;
    this.millis = millis;
  }

  /** A Vert.x that differs from the real one by its timers only. */
  public Vertx vertx() {
    return proxy(VertxInternal.class, this::called);
  }

  /** Makes a verticle use these timers. */
  public Deployable with(Deployable verticle) {
    return new Deployable() {
      @Override
      public Future<?> deploy(Context context) throws Exception {
        deployed = context;
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
              } catch (InvocationTargetException e) {
                throw e.getCause();
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

  // The handler of both methods takes the id of the timer.
  @SuppressWarnings("unchecked")
  private long start(long delay, long period, Object handler) {
    timers.add(new Timer(++ids, millis.getAsLong() + delay, period, (Handler<Long>) handler));
    return ids;
  }

  /** Runs the timers that are due; to be called on the event loop. */
  public void fire() {
    while (!timers.isEmpty() && timers.first().at() <= millis.getAsLong()) {
      Timer due = timers.pollFirst();
      if (due.period() > 0) {
        timers.add(new Timer(due.id(), due.at() + due.period(), due.period(), due.handler()));
      }
      due.handler().handle(due.id());
    }
  }

  /**
   * Runs the timers that are due, on the event loop of the verticle deployed {@link #with} them.
   */
  public void fireInVerticle() {
    Promise<Void> fired = Promise.promise();
    deployed.runOnContext(
        ignored -> {
          fire();
          fired.complete();
        });
    Awaiting.await(fired.future());
  }
}
