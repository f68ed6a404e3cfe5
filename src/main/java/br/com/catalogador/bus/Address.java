package br.com.catalogador.bus;

import java.time.Duration;

/**
 * Where a service listens on the event bus.
 *
 * @param name the bus address
 * @param timeout how long a sender waits for an answer
 * @param whenAbsent the failure told when nobody listens
 * @param <S> the interface of the service that listens there
 */
public record Address<S>(String name, Duration timeout, FailureKind whenAbsent) {}
