package br.com.catalogador.failure;

/**
 * A message that this server cannot decode, because the sender runs a version with other message
 * types.
 */
public final class UnknownMessageException extends RuntimeException {
  public UnknownMessageException(String message) {
    super(message);
  }
}
