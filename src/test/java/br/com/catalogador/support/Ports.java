package br.com.catalogador.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports of this machine for servers that are started later, or again. They lie below those that the
 * system gives to whoever asks for any, and each test process has a block of its own: else another
 * process could take one between now and the start of its server.
 */
public final class Ports {
  private static final int FIRST = 10_000;
  private static final int BLOCKS = 44;
  private static final int BLOCK = 500;

  private static final int OURS = FIRST + (int) (ProcessHandle.current().pid() % BLOCKS) * BLOCK;
  private static final AtomicInteger NEXT = new AtomicInteger();

  private Ports() {}

  /** One that nobody listens on, and that no other test is given. */
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
    } catch (BindException taken) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
