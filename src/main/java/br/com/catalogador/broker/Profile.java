package br.com.catalogador.broker;

/**
 * Whose account a session works in, as the broker tells it.
 *
 * @param userId the broker's number of the user
 * @param name first and last name; empty when the broker has none
 * @param email e-mail address; empty when the broker tells none
 */
public record Profile(long userId, String name, String email) {}
