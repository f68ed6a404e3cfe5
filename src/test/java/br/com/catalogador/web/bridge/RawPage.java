package br.com.catalogador.web.bridge;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A low-level client of the bridge that sends and reads single WebSocket frames, also invalid ones.
 */
final class RawPage implements AutoCloseable {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;
  private static final int FINAL = 0x80;
  private static final int MASKED = 0x80;
  private static final int SMALL = 125;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final OutputStream out;
  private final String status;

  /** A received frame. */
  record Frame(int opcode, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  RawPage(int port) throws IOException {
    this(13, port);
  }

  /** A client with another version of the WebSocket protocol. */
  static RawPage ofVersion(int version, int port) throws IOException {
    return new RawPage(version, port);
  }

  private RawPage(int version, int port) throws IOException {
    // A small receive buffer, so unread bytes are queued at the server.
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout(10_000);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    String request =
        "GET /eventbus/websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
            + "Connection: Upgrade\r\nSec-WebSocket-Version: "
            + version
            + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    status = head();
  }

  private String head() throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    while (!read.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      read.write(in.readUnsignedByte());
    }
    return read.toString(StandardCharsets.ISO_8859_1);
  }

  /** The head of the response to the handshake. */
  String answer() {
    return status;
  }

  /** Sends a complete message. */
  void send(JsonObject message) throws IOException {
    send(TEXT, true, message.encode().getBytes(StandardCharsets.UTF_8));
  }

  void send(int opcode, boolean whole, byte[] payload) throws IOException {
    begin(opcode, whole, payload.length, payload);
  }

  /** Sends empty frames, all at once; those of a message do not end it. */
  void send(int many, int opcode) throws IOException {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < many; i++) {
      frames.write(frame(opcode, opcode == PING, 0, new byte[0]));
    }
    out.write(frames.toByteArray());
  }

  /** Sends the beginning of a frame. */
  void begin(int opcode, boolean whole, int length, byte[] part) throws IOException {
    out.write(frame(opcode, whole, length, part));
  }

  private static byte[] frame(int opcode, boolean whole, int length, byte[] part)
      throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(opcode | (whole ? FINAL : 0));
    if (length <= SMALL) {
      frame.write(MASKED | length);
    } else {
      frame.write(MASKED | TWO_BYTES);
      frame.write(length >> 8);
      frame.write(length & 0xFF);
    }
    frame.write(new byte[4]); // a mask that changes nothing
    frame.write(part);
    return frame.toByteArray();
  }

  /** The next frame. */
  Frame read() throws IOException {
    int opcode = in.readUnsignedByte() & 0xF;
    int length = in.readUnsignedByte();
    if (length == TWO_BYTES) {
      length = in.readUnsignedShort();
    } else if (length == EIGHT_BYTES) {
      length = (int) in.readLong();
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(opcode, payload);
  }

  /** Reads a number of bytes, regardless of frames. */
  void take(int bytes) throws IOException {
    in.readFully(new byte[bytes]);
  }

  /** Reads until the connection is closed; false when that takes more than ten seconds. */
  boolean isClosed() throws IOException {
    try {
      byte[] some = new byte[8192];
      int got = 0;
      while (got >= 0) {
        got = in.read(some);
      }
      return true;
    } catch (java.net.SocketTimeoutException ignored) {
      return false;
    } catch (IOException ignored) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
