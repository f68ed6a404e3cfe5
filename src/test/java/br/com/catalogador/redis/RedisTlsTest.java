package br.com.catalogador.redis;

import static br.com.catalogador.support.Awaiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import br.com.catalogador.redis.RedisLink.State;
import br.com.catalogador.support.Loop;
import br.com.catalogador.support.RedisServer;
import br.com.catalogador.support.Secret;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.junit5.VertxExtension;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A real server behind TLS with a self-signed certificate. */
@ExtendWith(VertxExtension.class)
class RedisTlsTest {
  private static final String PASSWORD = "s3cr3t";

  private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
  private final RedisServer server = RedisServer.startWithPassword(PASSWORD);
  private NetClient plain;
  private NetServer encrypted;

  @BeforeEach
  void listen(Vertx vertx) {
    plain = vertx.createNetClient();
    encrypted =
        vertx
            .createNetServer(
                new NetServerOptions()
                    .setHost("127.0.0.1")
                    .setSsl(true)
                    .setKeyCertOptions(certificate.keyCertOptions()))
            .connectHandler(this::passOn);
    await(encrypted.listen(0));
  }

  private void passOn(NetSocket client) {
    client.pause();
    plain
        .connect(server.port(), "127.0.0.1")
        .onSuccess(
            redis -> {
              client.pipeTo(redis);
              redis.pipeTo(client);
            });
  }

  @AfterEach
  void stop() {
    server.close();
    certificate.delete();
  }

  private State stateOfLinkTrusting(Vertx vertx, String authority, String host) {
    String url = "rediss://:" + PASSWORD + "@" + host + ":" + encrypted.actualPort();
    RedisLink link =
        new RedisLink(
            vertx, new RedisAddress(new Secret(url), authority), Set.of(), InstantSource.system());
    Loop loop = new Loop(vertx);
    await(loop.start(link::open));
    State state = loop.get(link::state);
    await(loop.start(link::close));
    return state;
  }

  @Test
  void trustsAServerSignedByTheGivenAuthority(Vertx vertx) {
    assertThat(stateOfLinkTrusting(vertx, certificate.certificatePath(), "localhost"))
        .isEqualTo(State.UP);
  }

  @Test
  void sendsNoPasswordToAnUntrustedServer_lesson5(Vertx vertx) {
    assertThat(stateOfLinkTrusting(vertx, "", "localhost")).isEqualTo(State.DOWN);
  }

  @Test
  void sendsNoPasswordToAServerOfAnotherName_lesson5(Vertx vertx) {
    assertThat(stateOfLinkTrusting(vertx, certificate.certificatePath(), "127.0.0.1"))
        .isEqualTo(State.DOWN);
  }
}
