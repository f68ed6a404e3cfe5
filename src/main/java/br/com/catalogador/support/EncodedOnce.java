package br.com.catalogador.support;

import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/**
 * A value that is sent to many clients and encoded once: the first sender encodes it, the others
 * reuse the bytes. Thread-safe.
 *
 * @param <T> type of the value; deeply immutable
 */
public final class EncodedOnce<T> {
  private final T value;
  private Buffer encoded;

  public EncodedOnce(T value) {
    this.value = value;
  }

  public T value() {
    return value;
  }

  /**
   * The encoded value; callers must not modify it.
   *
   * @param encoder encodes the value, on the first call only; must be fast, because other threads
   *     wait for it
   */
  public synchronized Buffer encoded(Function<? super T, Buffer> encoder) {
    if (encoded == null) {
      encoded = encoder.apply(value);
    }
    return encoded;
  }
}
