package br.com.catalogador.bus;

import br.com.catalogador.failure.FailureKind;
import java.time.Duration;

/**
 * Where a service listens.
 *
 * @param name the bus address
 * @param timeout how long a sender waits for an answer
 * @param whenAbsent the failure when no service listens
 * @param held what the server that the service is on holds (see {@link Cluster#take}), so that it
 *     can be asked from the others; null for a service that every server has for itself
 * @param <S> the interface of the service that listens there
 */
public record Address<S>(String name, Duration timeout, FailureKind whenAbsent, String held) {

  /** The address of a service that every server has. */
  public Address(String name, Duration timeout, FailureKind whenAbsent) {
    this(name, timeout, whenAbsent, null);
  }
}
