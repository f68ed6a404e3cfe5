package br.com.catalogador.failure;

/** A message from a server whose messages are not those of this one. */
public final class UnknownMessageException extends RuntimeException {
  public UnknownMessageException(String message) {
    super(message);
  }
}
