package br.com.catalogador.bench;

/** The heap of this JVM. */
public final class Heap {
  private Heap() {}

  /** Bytes in use after full collections. */
  public static long used() {
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
