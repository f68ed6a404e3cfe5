package br.com.catalogador.support;

import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/**
 * Something told to many clients and written once: whoever first has to send it writes it, all
 * others send what he wrote. For any thread.
 *
 * @param <T> what is told; deeply immutable
 */
public final class EncodedOnce<T> {
  private final T told;
  private Buffer written;

  public EncodedOnce(T told) {
    this.told = told;
  }

  public T told() {
    return told;
  }

  /**
   * The text to send, which nobody may change.
   *
   * @param writer writes it, unless that has been done; takes microseconds, for others wait
   */
  public synchronized Buffer written(Function<? super T, Buffer> writer) {
    if (written == null) {
      written = writer.apply(told);
    }
    return written;
  }
}
