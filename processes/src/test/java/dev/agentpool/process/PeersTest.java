package dev.agentpool.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which session the process at the other end of a socket is in. */
@Timeout(120)
class PeersTest {
  private static final String CONNECT =
      "use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die; <$s>;";
  private static final String CONNECT_AND_VANISH =
      "use IO::Socket::UNIX; pipe(R, W); if (!fork) { close(R);"
          + " my $s = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die;"
          + " if (!fork) { close(W); <$s>; exit } exit } close(W); <R>; wait; sleep 100;";

  @TempDir Path folder;
  private Sessions sessions;
  private ServerSocketChannel server;
  private Path socket;

  @BeforeEach
  void listen() throws IOException {
    sessions = new Sessions(folder, HostSettings.defaults());
    socket = folder.resolve("s.sock");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
  }

  @AfterEach
  void close() throws IOException {
    sessions.close();
    server.close();
  }

  private Peer accepted() throws IOException {
    try (SocketChannel channel = server.accept()) {
      Peer peer = sessions.host.peer(channel);
      channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      return peer;
    }
  }

  private Peer from(String... command) throws IOException {
    sessions.start("s" + System.nanoTime(), command);
    return accepted();
  }

  private String[] escaping(String... how) {
    String[] all = java.util.Arrays.copyOf(how, how.length + 4);
    all[how.length] = "perl";
    all[how.length + 1] = "-e";
    all[how.length + 2] = CONNECT;
    all[how.length + 3] = socket.toString();
    return all;
  }

  @Test
  void whatASessionRunsIsInIt() throws IOException {
    Child child = sessions.start("one", escaping());
    assertThat(accepted()).isEqualTo(new Peer.InSession(child.folder()));
  }

  @Test
  void anEmptiedEnvironmentANewProcessSessionAndALostParentLeadNowhere() throws IOException {
    assumeTrue(sessions.host.confinement() != Confinement.MARKER_SWEEP);
    assertThat(from(escaping("env", "-i"))).isInstanceOf(Peer.InSession.class);
    String orphan = "(env -i setsid --fork \"$@\" &) & exec sleep 100";
    assertThat(from(escaping("sh", "-c", orphan, "sh"))).isInstanceOf(Peer.InSession.class);
  }

  @Test
  void norDoesANamespaceWithinTheSession() throws IOException {
    assumeTrue(sessions.host.confinement() == Confinement.PID_NAMESPACE);
    assertThat(from(escaping("env", "-i", "unshare", "--pid", "--fork", "--mount-proc")))
        .isInstanceOf(Peer.InSession.class);
  }

  @Test
  void withoutNamespacesTheMarkerOfAnAncestorTells() throws IOException {
    sessions.close();
    sessions =
        new Sessions(folder, HostSettings.defaults().withConfinement(Confinement.MARKER_SWEEP));
    assertThat(from(escaping())).isInstanceOf(Peer.InSession.class);
    assertThat(from(escaping("env", "-i"))).isInstanceOf(Peer.InSession.class);
    assertThat(from(escaping("sh", "-c", "(setsid --fork \"$@\" &) & exec sleep 100", "sh")))
        .isInstanceOf(Peer.InSession.class);
  }

  @Test
  void aMarkerThatNobodyHereGaveIsNoPersons() throws IOException, InterruptedException {
    ProcessBuilder stranger = new ProcessBuilder(escaping());
    stranger.environment().put(ProcessTable.MARKER, "of-another-daemon");
    assertThat(connectedBy(stranger)).isInstanceOf(Peer.Unclear.class);
  }

  @Test
  void whoIsInNoSessionIsOutside() throws IOException, InterruptedException {
    assertThat(connectedBy(new ProcessBuilder(escaping()))).isEqualTo(new Peer.Outside());
  }

  @Test
  void whoVanishesAfterConnectingIsNotTakenForAPerson() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("perl", "-e", CONNECT_AND_VANISH, socket.toString()).start();
    try (SocketChannel channel = server.accept()) {
      while (hasChildren(process)) { // the one that connected is being reaped
        Thread.onSpinWait();
      }
      assertThat(sessions.host.peer(channel)).isInstanceOf(Peer.Unclear.class);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }

  private static boolean hasChildren(Process of) throws IOException {
    Path children = Path.of("/proc/" + of.pid() + "/task/" + of.pid() + "/children");
    return !Files.readString(children).isBlank();
  }

  private Peer connectedBy(ProcessBuilder builder) throws IOException, InterruptedException {
    Process process = builder.start();
    try {
      return accepted();
    } finally {
      process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
  }
}
