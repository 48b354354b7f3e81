package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command line does with arguments, files and a daemon that is not there. */
class CommandLineTest {
  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);

  @BeforeEach
  void calls() {
    calls = new Calls(temp.resolve("home"), temp, null);
  }

  @Test
  void aMistypedCommandIsAnsweredWithTheNearestOne() {
    Calls.Call call = calls.run("sumbit");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("did you mean submit?");
    assertThat(call.out()).isEmpty();
  }

  @Test
  void everyCommandOfTheOverviewHasAHelpWithAnExample() {
    for (String line : calls.run("help").out().split("\n")) {
      if (line.matches("  [a-z-]+  .*")
          && !line.startsWith("  agentpool")
          && !line.startsWith("  help")) {
        Calls.Call help = calls.run(line.strip().split(" ")[0], "--help");
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--json").contains("Example:\n  ");
      }
    }
  }

  @Test
  void everyActionOfAGroupHasAHelpWithAnExample() {
    for (String group : Commands.NAMES) {
      for (String action : Commands.actions(group)) {
        Calls.Call help = calls.run("help", group, action);
        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("--json").contains("Example:\n  agentpool");
        assertThat(calls.run(group, action, "--help").out()).isEqualTo(help.out());
      }
    }
  }

  @Test
  void everyCommandOfTheListIsInTheOverviewAndHasAClass() {
    String overview = calls.run("help").out();
    for (String name : Commands.NAMES) {
      assertThat(overview).contains("\n  " + name + " ");
      assertThat(calls.run("help", name).code()).isZero();
    }
  }

  @Test
  void aMistypedActionIsAnsweredWithTheNearestOne() {
    Calls.Call call = calls.run("skill", "lsit");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err())
        .contains("takes list, show, add, remove, save, eject, run, not \"lsit\"")
        .contains("did you mean list?");
    assertThat(calls.run("message").code()).isEqualTo(2);
  }

  @Test
  void whatACommandDoesNotTakeIsSaidInItsWords() {
    Calls.Call noMore = calls.run("tasks", "list");
    assertThat(noMore.code()).isEqualTo(2);
    assertThat(noMore.err()).contains("agentpool tasks takes no 'list' (agentpool tasks --help)");
    Calls.Call noForm = calls.run("tasks", "-o", "xml");
    assertThat(noForm.code()).isEqualTo(2);
    assertThat(noForm.err()).contains("-o takes usual, wide, json or yaml, not 'xml'");
    assertThat(calls.run("tasks", "--jsn").err()).contains("'--jsn'", "did you mean --json");
  }

  @Test
  void statusOfADaemonThatHasLostItsSocketIsNotThatNoneRuns() throws Exception {
    Path lock = temp.resolve("home/state/run/daemon.lock");
    Files.createDirectories(lock.getParent());
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock _ = channel.lock()) {
      Calls.Call call = calls.run("status");
      assertThat(call.code()).isEqualTo(4);
      assertThat(call.err())
          .contains("does not answer", "process " + ProcessHandle.current().pid())
          .doesNotContain("no daemon is running");
    }
  }

  @Test
  void statusWithoutADaemonSaysSoAndStartsNone() {
    assertThat(calls.run("status", "--json"))
        .isEqualTo(new Calls.Call(4, "{\"running\":false,\"pid\":null,\"pools\":[]}\n", ""));
    assertThat(calls.run("status").err()).startsWith("no daemon is running; agentpool start");
    assertThat(temp.resolve("home")).doesNotExist();
  }

  @Test
  void aSocketThatADeadDaemonLeftCountsAsNone() throws IOException {
    Path run = Files.createDirectories(temp.resolve("home/state/run"));
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(run.resolve("daemon.sock")))
        .close();
    assertThat(run.resolve("daemon.sock")).exists();
    assertThat(calls.run("status").code()).isEqualTo(4);
  }

  @Test
  void aSocketPathThatIsTooLongIsNamed() {
    Calls.Call call = new Calls(temp.resolve("x".repeat(120)), temp, null).run("status");
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("107").contains("AGENT_POOL_HOME");
  }

  @Test
  void aDaemonThatCannotStartIsToldWithItsLog() throws IOException {
    Path libexec = Files.createDirectories(temp.resolve("image/libexec"));
    Path script =
        Files.writeString(
            libexec.resolve("daemon"), "#!/bin/sh\necho the ledger is corrupt >&2\nexit 4\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Calls.Call call =
        new Calls(temp.resolve("home"), temp, temp.resolve("image")).run("submit", "hello");
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("exit 4").contains("the ledger is corrupt");
  }

  @Test
  void brokenUtf8IsRefusedWithItsOffset() {
    Calls.Call call = calls.runWith(new byte[] {'a', 'b', (byte) 0xff}, false, "submit", "-");
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.err()).contains("offset 2");
  }

  @Test
  void brokenUtf8InAnArgumentIsRefusedWithItsOffset() throws IOException {
    Path commandLine =
        Files.write(temp.resolve("cmdline"), new byte[] {'j', 0, 's', 0, 'a', 'b', (byte) 0xff, 0});
    assertThatThrownBy(() -> RawArguments.check(2, commandLine))
        .hasMessageContaining("argument 2")
        .hasMessageContaining("offset 2");
    RawArguments.check(0, commandLine);
  }

  @Test
  void aRelativeHomeMeansTheSamePlaceToTheDaemon() throws IOException {
    Path libexec = Files.createDirectories(temp.resolve("image/libexec"));
    Path script =
        Files.writeString(
            libexec.resolve("daemon"), "#!/bin/sh\necho \"home $AGENT_POOL_HOME\" >&2\nexit 4\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    Path relative = Path.of("").toAbsolutePath().relativize(temp.resolve("home"));
    assertThat(new Calls(relative, temp, temp.resolve("image")).run("submit", "x").err())
        .contains("home " + temp.resolve("home"));
  }

  @Test
  void standardOutputThatTakesNothingIsAnError() {
    Calls.Call call = calls.withFullDisk("help");
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("cannot write to standard output");
  }

  @Test
  void whatCannotBeAnIdIsNotFoundAsAnIdThatNothingHas() {
    Calls.Call call = calls.run("result", "../../etc/passwd");
    assertThat(call.code()).isEqualTo(5);
    assertThat(call.err()).contains("task not found: ../../etc/passwd", "agentpool tasks");
  }

  @Test
  void withJsonAnErrorIsALineOfJsonOnStandardError() {
    Calls.Call call = calls.run("result", "--json", "no id");
    assertThat(call.out()).isEmpty();
    assertThat(call.err())
        .isEqualTo(
            "{\"error\":{\"code\":\"task_not_found\",\"message\":\"task not found: no id; agentpool"
                + " tasks lists the ids\",\"exit_code\":5}}\n");
    assertThat(calls.run("wait", "--json").err()).startsWith("{\"error\":{\"code\":\"usage\"");
    assertThat(calls.run("nonsense", "--json").err()).contains("\"exit_code\":2");
    assertThat(calls.run("submit", "--", "--json", "x").err()).doesNotStartWith("{");
  }

  @Test
  void wrongUsesReturnTwo() {
    assertThat(calls.run("wait").code()).isEqualTo(2);
    assertThat(calls.run("wait", "--any", "--all", "task-1").code()).isEqualTo(2);
    assertThat(calls.run("wait", "--timeout", "soon", "task-1").code()).isEqualTo(2);
    assertThat(calls.run("submit", "").code()).isEqualTo(2);
    assertThat(calls.run("submit", "--modle", "x", "hi").err()).contains("did you mean --model?");
    for (String amount : List.of("much", "\u0663", "1e99999", "")) {
      Calls.Call refused = calls.run("budget", "set", "--day-usd", amount);
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err())
          .contains("'" + amount + "' is not an amount of US dollars: write it like 0.5 or 10");
    }
    assertThat(calls.run("budget", "--day-usd", "5").err()).contains("agentpool budget set");
    assertThat(calls.run("fan-out").code()).isEqualTo(2);
  }

  @Test
  void initWritesNothingThatNoPoolCouldBeOpenedWith() throws IOException {
    Path file = temp.resolve(".agent-pool/pool.toml");
    for (String[] wrong :
        new String[][] {
          {"init", "--workspace", "tree"},
          {"init", "--provider", "foo"},
          {"init", "--workspace", "clone"}, // it is no git repository
          {"init", "--slots", "0"}
        }) {
      assertThat(calls.run(wrong).code()).isEqualTo(2);
      assertThat(file).doesNotExist();
    }
    assertThat(calls.run("init", "--workspace", "tree").err())
        .contains("--workspace must be one of shared, worktree, clone, read_only, not 'tree'");
  }

  @Test
  void whatIsNoNumberIsSaidInWordsForPeople() {
    for (String[] wrong :
        new String[][] {
          {"run", "--max-budget-usd", "abc", "hello"},
          {"run", "--max-budget-usd", "NaN", "hello"},
          {"run", "--max-budget-usd", "1,5", "hello"},
          {"run", "--max-budget-usd", "\u0663", "hello"},
          {"run", "--priority", "99999999999", "hello"},
          {"watch", "--after", "x"}
        }) {
      Calls.Call result = calls.run(wrong);
      assertThat(result.code()).isEqualTo(2);
      assertThat(result.err())
          .contains(wrong[2])
          .doesNotContain("java")
          .doesNotContain("BigDecimal")
          .doesNotContain("is not an int")
          .doesNotContain("is not a long");
    }
  }

  @Test
  void initDescribesAPoolOnce() throws IOException {
    Calls.Call made = calls.run("init", "--slots", "3", "--name", "a \"b\"");
    assertThat(made.code()).isZero();
    assertThat(made.err()).contains("agents work in " + temp + " itself", "no git repository");
    String text = Files.readString(temp.resolve(".agent-pool/pool.toml"));
    assertThat(text)
        .contains("slots = 3")
        .contains("name = \"a \\\"b\\\"\"")
        .contains("workspace = \"shared\"");
    assertThat(calls.run("init").code()).isEqualTo(2);
    assertThat(calls.run("init", "--force").code()).isZero();
    assertThat(calls.run("init", "--force", "--workspace", "worktree").err()).contains("git");
  }
}
