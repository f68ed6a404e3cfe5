package br.com.catalogador.bus;

/** A message from a server whose messages are not those of this one. */
final class UnknownMessageException extends RuntimeException {
  UnknownMessageException(String message) {
    super(message);
  }
}
