package dev.agentpool.mcp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A process that makes an MCP server on standard input and output out of the socket. */
final class StdioPump {
  private StdioPump() {}

  /** Arguments: the socket, the hello. */
  public static void main(String[] arguments) throws Exception {
    SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
    socket.connect(UnixDomainSocketAddress.of(arguments[0]));
    socket.write(ByteBuffer.wrap((arguments[1] + "\n").getBytes(StandardCharsets.UTF_8)));
    Thread in =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                System.in.transferTo(Channels.newOutputStream(socket));
                socket.shutdownOutput();
              } catch (IOException e) {
                System.err.println("the socket is closed: " + e.getMessage());
              }
            });
    InputStream answers = Channels.newInputStream(socket);
    OutputStream out = System.out;
    byte[] buffer = new byte[1 << 16];
    for (int read = answers.read(buffer); read >= 0; read = answers.read(buffer)) {
      out.write(buffer, 0, read);
      out.flush();
    }
    in.interrupt();
  }
}
