package dev.agentpool.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DaemonTracesTest {
  @TempDir Path temp;
  private DaemonHome home;
  private DaemonTraces traces;

  @BeforeEach
  void home() throws Exception {
    home = DaemonHome.of(Map.of("AGENT_POOL_HOME", temp.toString()));
    traces = new DaemonTraces(home);
  }

  @Test
  void aHomeThatWasNeverUsedTellsOfNothing() {
    assertThat(traces.lockHolder()).isEmpty();
    assertThat(traces.livingSessions()).isEmpty();
  }

  @Test
  void whoHoldsTheLockIsFoundAndAFileThatIsLeftMeansNothing() throws Exception {
    Files.createDirectories(home.lock().getParent());
    Files.writeString(home.lock(), "1\n");
    assertThat(traces.lockHolder()).isEmpty();
    try (FileChannel channel = FileChannel.open(home.lock(), StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      assertThat(traces.lockHolder()).hasValue(ProcessHandle.current().pid());
    }
    assertThat(traces.lockHolder()).isEmpty();
  }

  private void session(String name, String identity) throws Exception {
    Path folder = Files.createDirectories(home.sessions().resolve(name));
    Files.writeString(folder.resolve("pid"), identity);
  }

  @Test
  void aSessionLivesByPidStartAndBootAndNeverByItsPidAlone() throws Exception {
    long self = ProcessHandle.current().pid();
    String stat = Files.readString(Path.of("/proc/self/stat"));
    String ticks = stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19];
    String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    session("recycled", self + " 1 " + boot + "\n");
    session("rebooted", self + " " + ticks + " another\n");
    session("gone", "999999999 " + ticks + " " + boot + "\n");
    session("broken", "x\n");
    Files.createDirectories(home.sessions().resolve("starting"));
    assertThat(traces.livingSessions()).isEmpty();
    session("lives", self + " " + ticks + " " + boot + "\n");
    assertThat(traces.livingSessions()).containsExactly(self);
  }

  @Test
  void anotherBuildIsSaidOnceAndTheOwnOneNever() {
    List<String> said = new ArrayList<>();
    Builds builds = new Builds("ab12", said::add);
    builds.answered("ab12");
    assertThat(said).isEmpty();
    builds.answered("cd34");
    builds.answered("cd34");
    assertThat(said)
        .singleElement()
        .asString()
        .contains("cd34", "ab12", "agentpool stop && agentpool start");
    new Builds("ab12", said::add).answered("");
    assertThat(said.getLast()).contains("an older build");
    new Builds("", said::add).answered("cd34");
    assertThat(said).hasSize(2);
  }
}
