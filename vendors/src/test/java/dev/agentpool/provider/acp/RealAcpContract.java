package dev.agentpool.provider.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.provider.rpc.ProviderContract;
import dev.agentpool.provider.rpc.Script;
import dev.agentpool.session.AgentSession;
import dev.agentpool.task.AgentReport;
import dev.agentpool.testkit.FakeModelApi;
import dev.agentpool.testkit.InstalledAgents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A real agent CLI over ACP, against a model API on loopback that is told by the prompt. */
@Tag("real")
abstract class RealAcpContract extends ProviderContract {
  protected final FakeModelApi api = FakeModelApi.start();
  private final AcpCli cli;
  private final String installed;
  private final Tools tools;

  /** Names of its tools, and of their members. */
  record Tools(String shell, String write, String path, String content) {}

  RealAcpContract(AcpCli cli, String installed, Tools tools) {
    this.cli = cli;
    this.installed = installed;
    this.tools = tools;
  }

  @AfterEach
  void stop() {
    api.close();
  }

  /** What it is configured with, so that it asks the fake model API and nobody else. */
  abstract Map<String, String> environment();

  /** Where the model API is, with a slash at its end. */
  final String base() {
    String base = api.baseUrl().toString();
    return base.endsWith("/") ? base : base + "/";
  }

  /** Its configuration in the user's home. */
  void configure(Path home) throws IOException {}

  @Override
  protected boolean resets() {
    return cli.renews();
  }

  /** As if some time had passed. */
  void later(Path home) {}

  static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text.replace('\'', '"'));
  }

  @Override
  protected ProviderBench bench(Path place) {
    Optional<List<String>> command = InstalledAgents.ofThisMachine().command(installed);
    assumeTrue(command.isPresent(), installed + " is not installed");
    ProviderBench bench =
        new ProviderBench(
            place,
            (host, clock, awake, timings, seal) ->
                AcpProvider.of(cli, new AcpProvider.Parts(host, clock, awake, timings, seal)));
    Path program = Path.of(command.get().getLast());
    bench
        .with("provider", cli.name())
        .with("access", "full")
        .with("command", entry(program).toString());
    if (command.get().size() > 1) {
      Path node = Path.of(command.get().getFirst()).getParent();
      bench.environment.merge("PATH", node.toString(), (path, first) -> first + ":" + path);
    }
    bench.environment.put("HTTPS_PROXY", "http://127.0.0.1:9");
    bench.environment.put("NO_PROXY", "127.0.0.1,localhost");
    bench.environment.putAll(environment());
    try {
      Path temporary = Files.createDirectories(place.resolve("tmp"));
      bench.environment.put("TMPDIR", temporary.toString());
      configure(Path.of(bench.environment.get("HOME")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bench;
  }

  /** What a person calls. */
  private static Path entry(Path program) {
    Path entry = program.resolveSibling("cli-entry.js");
    return Files.exists(entry) ? entry : program;
  }

  @Override
  protected Script script() {
    return new Script() {
      @Override
      public String runs(String command) {
        return tool(tools.shell(), shell(command));
      }

      @Override
      public String writes(Path file, String text) {
        return tool(tools.write(), Map.of(tools.path(), file.toString(), tools.content(), text));
      }

      @Override
      public String apiError(int code) {
        return "@@err " + code + " 99@@ @@say never@@";
      }

      @Override
      public String limit() {
        return "@@err 429 99 3600@@ @@say never@@";
      }

      @Override
      public String cut() {
        return "@@cut 99@@ @@say half an answer of some words@@ @@say and the rest@@";
      }
    };
  }

  /** The input of its shell. */
  Map<String, Object> shell(String command) {
    return Map.of("command", command);
  }

  private static String tool(String name, Map<String, Object> input) {
    return "@@tool " + name + " " + Json.text(input) + "@@";
  }

  @Test
  void theModelIsSentTheConversationAndAfterAResetNothingOfIt() {
    AgentSession session = bench.open("s");
    bench.run(session, "apple " + script().say("one"));
    bench.run(session, "pear " + script().say("two"));
    assertThat(api.recentBodies())
        .anyMatch(body -> body.contains("apple") && body.contains("pear"));
    assumeTrue(session.reset(ProviderBench.PATIENCE) || resets());
    bench.run(session, "plum " + script().say("three"));
    assertThat(api.recentBodies())
        .filteredOn(body -> body.contains("plum"))
        .isNotEmpty()
        .noneMatch(body -> body.contains("apple"));
  }

  @Test
  void tokensAreToldOfEachTurn() {
    AgentSession session = bench.open("s");
    AgentReport first = bench.run(session, "@@usage 1000 10 0 50@@ " + script().say("one"));
    AgentReport second = bench.run(session, "@@usage 2000 20 0 60@@ " + script().say("two"));
    if (cli.usage().counting() == AcpCli.Counting.NOTHING) {
      assertThat(first.spent().tokens().input()).isZero();
    } else {
      assertThat(first.spent().tokens().output()).isEqualTo(50);
      assertThat(second.spent().tokens().output()).isEqualTo(60);
    }
  }

  @Test
  void toReadHoldsWithoutWallsToo() {
    bench.desk = new Desk(allow()); // what is denied is not even asked
    AgentSession session = bench.with("access", "read").open("s");
    for (String attempt :
        List.of(
            script().writes(bench.work.resolve("tool.txt"), "x"),
            script().runs("touch shell.txt"),
            script().runs("sh -c 'echo x > other.txt'"))) {
      bench.run(session, attempt + " " + script().say("tried"));
    }
    assertThat(bench.work).isEmptyDirectory();
  }

  @Test
  void behindWallsAConversationIsKeptAlsoInAHomeThatWasUsed() {
    AgentSession open = bench.open("before");
    bench.run(open, script().say("before walls"));
    open.end(ProviderBench.PATIENCE);
    behindWalls();
    aConversationIsGoneOnWithInAnotherProcess();
  }

  @Test
  void aConversationIsGoneOnWithInAnotherProcess() {
    assumeTrue(cli.resumes());
    AgentSession first = bench.open("first");
    AgentReport told = bench.run(first, "apple " + script().say("one"));
    first.end(ProviderBench.PATIENCE);
    later(Path.of(bench.environment.get("HOME")));
    AgentSession second = bench.open("second", bench.spec(told.conversation()));
    assertThat(bench.run(second, script().say("two")).output()).isEqualTo("two");
    assertThat(api.recentBodies())
        .anyMatch(body -> body.contains("apple") && body.contains("say two"));
  }
}
