package com.hazelcast.foreign;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Does something as soon as it is deserialised, as the classes do that attackers look for. By its
 * name the class loader of the cluster takes it for one of Hazelcast's, so that only the filter can
 * refuse it.
 */
public final class RunsWhenRead implements Serializable {
  /** How often it has been read. */
  public static final AtomicInteger RUNS = new AtomicInteger();

  private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
    in.defaultReadObject();
    RUNS.incrementAndGet();
  }
}
