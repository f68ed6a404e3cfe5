package br.com.catalogador.chaos;

import static br.com.catalogador.support.Awaiting.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** Hands TCP on to a port of this machine, each way as late as it is told to. */
final class DelayingProxy {
  private final Vertx vertx;
  private final NetServer server;
  private volatile long delayMillis;

  private DelayingProxy(Vertx vertx, int port) {
    this.vertx = vertx;
    NetClient client = vertx.createNetClient();
    this.server =
        vertx
            .createNetServer()
            .connectHandler(
                in -> {
                  in.pause();
                  client
                      .connect(port, "127.0.0.1")
                      .onSuccess(
                          out -> {
                            join(in, out);
                            join(out, in);
                            in.resume();
                          })
                      .onFailure(refused -> in.close());
                });
  }

  static DelayingProxy to(Vertx vertx, int port) {
    DelayingProxy proxy = new DelayingProxy(vertx, port);
    await(proxy.server.listen(0, "127.0.0.1"));
    return proxy;
  }

  private void join(NetSocket from, NetSocket to) {
    from.handler(data -> handOn(data, to));
    from.closeHandler(gone -> to.close());
  }

  private void handOn(Buffer data, NetSocket to) {
    if (delayMillis == 0) {
      to.write(data);
    } else {
      vertx.setTimer(delayMillis, timer -> to.write(data));
    }
  }

  int port() {
    return server.actualPort();
  }

  /** From now on; what is under way may be overtaken. */
  void delay(long millis) {
    delayMillis = millis;
  }
}
