package dev.agentpool.process;

import static dev.agentpool.process.Sessions.await;
import static dev.agentpool.process.Sessions.exitOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.process.Sessions.Setup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DaemonDeathTest {

  private static final int CHILDREN = 20;

  @TempDir Path folder;

  /** A daemon of its own: starts children, and waits to be killed. */
  public static final class Daemon {
    public static void main(String[] arguments) throws Exception {
      Setup setup =
          new Setup(Confinement.valueOf(arguments[1]), Boolean.parseBoolean(arguments[2]));
      Sessions sessions = new Sessions(Path.of(arguments[0]), setup);
      for (int i = 0; i < CHILDREN; i++) {
        Child child =
            sessions.perl(
                "s" + i,
                "$|=1; for (1..400) { print \"$_\\n\"; select(undef,undef,undef,0.005) }"
                    + " $x=<STDIN>; print $x; exit 9");
        child.follow(0, new Recorder());
      }
      Files.createFile(Path.of(arguments[0], "started"));
      Thread.sleep(Duration.ofMinutes(1)); // killed long before
    }
  }

  static Stream<Setup> setups() {
    return Setup.all();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void childrenLiveThroughTheKillOfTheirDaemonAndTheNextOneHearsAll(Setup setup) throws Exception {
    Process daemon =
        new ProcessBuilder(
                List.of(
                    ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Daemon.class.getName(),
                    folder.toString(),
                    setup.confinement().name(),
                    Boolean.toString(setup.walled())))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("daemon.log").toFile())
            .start();
    try (Sessions sessions = new Sessions(folder)) {
      await(() -> Files.exists(folder.resolve("started")));
      daemon.destroyForcibly().waitFor();
      List<Child> children =
          IntStream.range(0, CHILDREN)
              .mapToObj(i -> sessions.host.adopt(folder.resolve("s" + i)).orElseThrow())
              .toList();
      List<Recorder> heard = children.stream().map(child -> new Recorder()).toList();
      for (int i = 0; i < CHILDREN; i++) {
        assertThat(children.get(i).alive()).isTrue();
        children.get(i).follow(0, heard.get(i));
        children.get(i).write("last\n".getBytes());
      }
      for (int i = 0; i < CHILDREN; i++) {
        assertThat(exitOf(children.get(i))).isEqualTo(new Exit.Code(9));
        assertThat(heard.get(i).lines).hasSize(401).startsWith("1", "2").endsWith("400", "last");
      }
    } finally {
      daemon.destroyForcibly().waitFor();
    }
  }
}
