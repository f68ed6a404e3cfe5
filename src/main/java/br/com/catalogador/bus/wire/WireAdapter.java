package br.com.catalogador.bus.wire;

import io.vertx.core.buffer.Buffer;

/**
 * How a type that is no record crosses from one server to another.
 *
 * @param <T> the type; immutable
 */
public interface WireAdapter<T> {

  /** The type itself; values of subclasses are not taken. */
  Class<T> type();

  /** Differs whenever the bytes mean something else than before. */
  int version();

  void write(T value, Buffer out);

  /**
   * @param bytes what {@link #write} wrote, no more and no less
   */
  T read(Buffer bytes);
}
