package br.com.catalogador.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds free ports for servers that are started later, or restarted. The ports are below the
 * ephemeral range of the system, and each test process has a block of its own; otherwise another
 * process could bind a port before its server starts. A block belongs to the process that listens
 * on its first port.
 */
public final class Ports {
  private static final int FIRST = 10_000;
  private static final int BLOCKS = 44;
  private static final int BLOCK = 500;

  private static final ServerSocket GUARD = guard();
  private static final int OURS = GUARD.getLocalPort() + 1;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Ports() {}

  /** The first port of a block that no other process has; never closed. */
  private static ServerSocket guard() {
    long first = ProcessHandle.current().pid();
    for (int tried = 0; tried < BLOCKS; tried++) {
      Optional<ServerSocket> socket = listen(FIRST + (int) ((first + tried) % BLOCKS) * BLOCK);
      if (socket.isPresent()) {
        return socket.get();
      }
    }
    throw new IllegalStateException("no block of ports is free from " + FIRST);
  }

  /** A free port that is not given to another test. */
  public static int free() {
    for (int tried = 0; tried < BLOCK - 1; tried++) {
      int port = OURS + Math.floorMod(NEXT.getAndIncrement(), BLOCK - 1);
      if (isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("no port is free from " + OURS);
  }

  private static boolean isFree(int port) {
    Optional<ServerSocket> socket = listen(port);
    socket.ifPresent(Ports::close);
    return socket.isPresent();
  }

  private static Optional<ServerSocket> listen(int port) {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (BindException ignored) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
