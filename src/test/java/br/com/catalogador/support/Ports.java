package br.com.catalogador.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds free ports for servers that are started later, or restarted. The ports are below the
 * ephemeral range of the system, and each test process has a block of its own; otherwise another
 * process could bind a port before its server starts.
 */
public final class Ports {
  private static final int FIRST = 10_000;
  private static final int BLOCKS = 44;
  private static final int BLOCK = 500;

  private static final int OURS = FIRST + (int) (ProcessHandle.current().pid() % BLOCKS) * BLOCK;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Ports() {}

  /** A free port that is not given to another test. */
  public static int free() {
    for (int tried = 0; tried < BLOCK; tried++) {
      int port = OURS + Math.floorMod(NEXT.getAndIncrement(), BLOCK);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free from " + OURS + " to " + (OURS + BLOCK));
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (BindException ignored) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
