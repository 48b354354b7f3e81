package dev.agentpool.process;

import static dev.agentpool.process.Sessions.MIB;
import static dev.agentpool.process.Sessions.exitOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.process.ProcessException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {

  @TempDir Path folder;
  Sessions sessions;

  @BeforeEach
  void open() {
    sessions = new Sessions(folder);
  }

  @AfterEach
  void close() {
    sessions.close();
  }

  private static void refused(Code code, String saying, ThrowingCallable start) {
    assertThatThrownBy(start)
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
        .hasMessageContaining(saying);
  }

  @Test
  void anUnknownCommandIsRefusedAndTheFolderStaysFree() {
    refused(
        Code.COMMAND_NOT_FOUND,
        "no-such-agent is not in PATH=",
        () -> sessions.start("s", "no-such-agent"));
    refused(Code.COMMAND_NOT_FOUND, "/no/such/agent", () -> sessions.start("s", "/no/such/agent"));
    assertThat(exitOf(sessions.start("s", "true"))).isEqualTo(new Exit.Code(0));
  }

  @Test
  void aFileThatIsNotExecutableIsRefused() throws Exception {
    Files.writeString(folder.resolve("agent"), "#!/bin/sh\n");
    refused(Code.NOT_EXECUTABLE, "chmod +x", () -> sessions.start("s", "./agent"));
    LaunchSpec spec =
        new LaunchSpec(
            folder.resolve("s"),
            List.of("agent"),
            Map.of("PATH", folder.toString()),
            folder,
            MIB,
            MIB);
    refused(Code.NOT_EXECUTABLE, "chmod +x", () -> sessions.start(spec));
  }

  @Test
  void aMissingWorkingDirectoryIsRefused() {
    LaunchSpec spec =
        new LaunchSpec(
            folder.resolve("s"), List.of("sh"), Map.of(), folder.resolve("gone"), MIB, MIB);
    refused(Code.WORKING_DIRECTORY_MISSING, "gone", () -> sessions.start(spec));
  }

  @Test
  void aMissingInputFileIsRefused() {
    LaunchSpec spec =
        sessions.spec("s", "cat").withInput(new Input.FromFile(folder.resolve("prompt")));
    refused(Code.INPUT_FILE_MISSING, "prompt", () -> sessions.start(spec));
  }

  @Test
  void aFolderThatHoldsASessionIsNotUsedAgain() {
    exitOf(sessions.sh("s", "exit 0"));
    refused(Code.FOLDER_IN_USE, "adopt it", () -> sessions.sh("s", "exit 0"));
  }

  @Test
  void aClosedHostStartsNothing() {
    sessions.host.close();
    refused(Code.HOST_CLOSED, "closed", () -> sessions.sh("s", "exit 0"));
    sessions.reopenHost();
  }

  @Test
  void aCommandThatIsTooLongIsRefused() {
    refused(
        Code.SPAWN_FAILED, "too long", () -> sessions.start("s", "echo", "x".repeat(3_000_000)));
    assertThat(folder.resolve("s").resolve("meta")).doesNotExist();
  }

  @Test
  void shellWordsAndOddArgumentsReachTheProgramAsTheyAre() {
    Recorder heard = new Recorder();
    Child child = sessions.start("s", "printf", "%s\n", "a b", "$HOME", "'\"", "-n", "*");
    child.follow(0, heard);
    exitOf(child);
    assertThat(heard.lines).containsExactly("a b", "$HOME", "'\"", "-n", "*");
  }

  @Test
  void aFullDiskLeavesNoChild() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=4k", "tmpfs", disk.toString()) == 0,
        "needs to mount");
    try {
      LaunchSpec spec = sessions.spec("x", "sleep", "1000");
      LaunchSpec onDisk =
          new LaunchSpec(disk.resolve("s"), spec.command(), spec.environment(), folder, MIB, MIB);
      refused(
          Code.DISK_FULL,
          "make room",
          () -> sessions.host.start(onDisk)); // meta fits, the identity does not
      Files.write(disk.resolve("filler"), new byte[4096]);
      refused(Code.DISK_FULL, "make room", () -> sessions.host.start(onDisk));
      assertThat(new ProcessTable().scan())
          .noneMatch(e -> !e.marker().isEmpty() && commandLine(e.pid()).contains(disk.toString()));
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  private static String commandLine(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/cmdline"));
    } catch (java.io.IOException gone) {
      return "";
    }
  }

  private static int run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
