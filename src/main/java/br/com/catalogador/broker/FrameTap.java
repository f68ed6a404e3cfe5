package br.com.catalogador.broker;

/**
 * Observes what one link exchanges with the broker, on the link's event loop. The texts are those
 * of the socket and contain secrets.
 */
public interface FrameTap {
  /** Observes nothing. */
  FrameTap NONE =
      new FrameTap() {
        @Override
        public void opened() {}

        @Override
        public void joined() {}

        @Override
        public void sent(String text) {}

        @Override
        public void received(String text) {}

        @Override
        public void receivedBinary(int bytes) {}

        @Override
        public void closed() {}
      };

  /** A socket has opened; what follows belongs to it. */
  void opened();

  /** The tap was set on a socket that is open already; what follows belongs to it. */
  void joined();

  /** A text frame was written. */
  void sent(String text);

  /** A text frame has arrived, readable or not. */
  void received(String text);

  /** A binary frame has arrived, which the broker never sends. */
  void receivedBinary(int bytes);

  /** The broker or the network has closed the socket; not called when this side closes it. */
  void closed();
}
