package br.com.catalogador.app;

import br.com.catalogador.support.BrokerControl;
import br.com.catalogador.support.JavaProcess;
import br.com.catalogador.support.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The simulated broker of the packaged jar as a process, with markets that never close. */
public final class BrokerProcess implements AutoCloseable {
  private final int port = Ports.free();
  private final JavaProcess process;

  private BrokerProcess(Path jar) throws IOException, InterruptedException {
    process =
        JavaProcess.start(
            Files.createTempFile("catalogador-broker", ".log"),
            List.of(
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                ClassArchive.option(jar)),
            List.of(jar.toString(), "simulate", "--always-open", "--port", Integer.toString(port)),
            Map.of());
  }

  public static BrokerProcess start(Path jar) throws IOException, InterruptedException {
    return new BrokerProcess(jar);
  }

  public int port() {
    return port;
  }

  /** Host and port. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  public BrokerControl control() {
    return new BrokerControl("http://" + address());
  }

  @Override
  public void close() {
    process.close();
  }
}
