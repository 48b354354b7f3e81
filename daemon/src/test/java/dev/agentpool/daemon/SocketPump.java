package dev.agentpool.daemon;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Makes an MCP server for stdio out of the daemon's socket: a hello, then bytes both ways. */
final class SocketPump {
  private SocketPump() {}

  /** The socket, the hello. */
  public static void main(String[] arguments) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(arguments[0]));
    OutputStream to = Channels.newOutputStream(channel);
    to.write((arguments[1] + "\n").getBytes(StandardCharsets.UTF_8));
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            System.in.transferTo(to);
            channel.shutdownOutput();
          } catch (IOException gone) {
            System.exit(0);
          }
        });
    InputStream from = Channels.newInputStream(channel);
    byte[] block = new byte[1 << 16];
    for (int read = from.read(block); read >= 0; read = from.read(block)) {
      System.out.write(block, 0, read);
      System.out.flush();
    }
  }
}
