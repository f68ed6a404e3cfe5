package br.com.catalogador.bus.wire;

import io.vertx.core.buffer.Buffer;

/**
 * Encodes values of one type that is not a record, as bytes for another server.
 *
 * @param <T> the type; immutable
 */
public interface WireAdapter<T> {

  /** The exact type; values of subclasses are not encoded. */
  Class<T> type();

  /** To be changed with the format: servers with different versions refuse the message. */
  int version();

  void write(T value, Buffer out);

  /**
   * @param bytes exactly the bytes that {@link #write} appended
   */
  T read(Buffer bytes);
}
