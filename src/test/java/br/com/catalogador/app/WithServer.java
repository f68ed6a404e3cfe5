package br.com.catalogador.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the product with its simulated broker, in this process or from the jar (see {@link
 * RunningServer#hosted}), and injects it into the field of type {@code RunningServer}: one server
 * per class for a static field, one per test otherwise. A static field of type {@link Browser} gets
 * a browser; the class fails if its pages had script errors. After each test the pages are closed
 * and the faults of the broker are switched off.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServerExtension.class)
@interface WithServer {
  /** Configuration keys and values, alternating, as for {@link RunningServer#start}. */
  String[] value() default {};
}
