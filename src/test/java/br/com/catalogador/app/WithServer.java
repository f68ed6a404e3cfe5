package br.com.catalogador.app;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the product with its simulated broker, in this process or from the jar (see {@link
 * RunningServer}), and puts it into the class's field of type {@code RunningServer}: into a static
 * one for all tests of the class, into another one for each test anew. A static field of type
 * {@link Browser} is given a browser beside it, whose pages must not have complained in the end.
 * After each test its pages are closed, and the broker behaves again.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ServerExtension.class)
@interface WithServer {
  /** Keys as in the configuration file and values, in turn. */
  String[] value() default {};
}
