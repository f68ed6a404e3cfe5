package br.com.catalogador.bus;

import br.com.catalogador.failure.FailureKind;
import java.time.Duration;

/**
 * The bus address of a service, with the type of the service.
 *
 * @param name the bus address
 * @param timeout how long a sender waits for a reply
 * @param whenAbsent the kind of failure when no service listens
 * @param clusterName the name that the service's server holds in the cluster (see {@link
 *     Cluster#claim}), by which other servers find the service; null for a service that each server
 *     has for itself
 * @param <S> the interface of the service that listens there
 */
public record Address<S>(
    String name, Duration timeout, FailureKind whenAbsent, String clusterName) {

  /** The address of a service that each server has for itself. */
  public Address(String name, Duration timeout, FailureKind whenAbsent) {
    this(name, timeout, whenAbsent, null);
  }
}
