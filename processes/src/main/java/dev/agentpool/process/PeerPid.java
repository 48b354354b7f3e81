package dev.agentpool.process;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who is at the other end of a unix socket: the process that connected. The JDK tells its user and
 * its group only, and not which descriptor a channel has; so the channel is given a mark that the
 * kernel gives back for its descriptor alone. The mark is the linger time, which means nothing for
 * unix sockets and is taken away again.
 */
final class PeerPid {
  private static final int MOST_MARK = 65_000;
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
  private static final ReentrantLock LOCK = new ReentrantLock(); // one mark at a time
  private static int last; // guarded by LOCK

  private PeerPid() {}

  /** Zero for a process that this one cannot see, by the kernel's own word. */
  static long of(SocketChannel channel) throws IOException {
    LOCK.lock();
    try {
      last = last % MOST_MARK + 1;
      channel.setOption(StandardSocketOptions.SO_LINGER, last);
      try {
        return find(last);
      } finally {
        channel.setOption(StandardSocketOptions.SO_LINGER, -1);
      }
    } finally {
      LOCK.unlock();
    }
  }

  private static long find(int mark) throws IOException {
    try (DirectoryStream<Path> all = Files.newDirectoryStream(DESCRIPTORS)) {
      for (Path entry : all) {
        int fd = Integer.parseInt(entry.getFileName().toString());
        if (Native.lingers(fd) == mark) {
          return Native.peer(fd);
        }
      }
    }
    throw new IOException("the descriptor of a connection was not found");
  }
}
