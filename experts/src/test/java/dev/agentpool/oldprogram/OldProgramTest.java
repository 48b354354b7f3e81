package dev.agentpool.oldprogram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.ExpertPoolFile;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailFile;
import dev.agentpool.poolsocket.DoorDesk;
import dev.agentpool.poolsocket.PoolDoor;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.poolsocket.PoolStatus;
import dev.agentpool.poolsocket.SocketPlace;
import dev.agentpool.testkit.OldPool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OldProgramTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant NOW = Instant.parse("2026-04-01T14:32:00Z");
  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final List<String> daemon = new CopyOnWriteArrayList<>();
  private final List<Runnable> signals = new CopyOnWriteArrayList<>();
  private InputStream in = InputStream.nullInputStream();

  private int run(String... words) {
    return run(
        (project, asked) -> {
          daemon.add(project + " " + asked);
          return new Agentpool.Answer(0, "");
        },
        words);
  }

  private int run(Agentpool agentpool, String... words) {
    Where here =
        new Where(
            folder,
            folder.resolve("home"),
            Map.of(),
            in,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Clock.fixed(NOW, ZoneOffset.UTC),
            agentpool,
            signals::add);
    return OldProgram.run(List.of(words), here);
  }

  private String said() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A pool that has one task at work. */
  private static final class Desk implements DoorDesk {
    final List<Consumer<PoolEvent>> hearers = new CopyOnWriteArrayList<>();

    @Override
    public void admit(SocketChannel channel, String method) {}

    @Override
    public PoolStatus status() {
      return new PoolStatus(
          "shop",
          "running",
          "1m5s",
          List.of("api", "auth"),
          Map.of("completed", 2, "active", 1, "failed", 0),
          List.of(new PoolStatus.Active("task-form", "frontend", "12s")));
    }

    @Override
    public void stop() {
      hearers.clear();
    }

    @Override
    public AutoCloseable subscribe(Consumer<PoolEvent> hears) {
      hearers.add(hears);
      return () -> hearers.remove(hears);
    }

    @Override
    public Talk mcp(SocketChannel channel, Speaker as) {
      return line -> Optional.of(as.name() + " " + line);
    }
  }

  private Path poolFile() {
    return folder.resolve(".agent-pool/pool.toml");
  }

  @Test
  void withoutACommandItSaysWhatThereIs() {
    assertThat(run()).isEqualTo(1);
    assertThat(said()).startsWith("Usage: agent-pool <command>");
    assertThat(run("help")).isZero();
    assertThat(run("--help")).isZero();
    assertThat(run("-h")).isZero();
    out.reset();
    assertThat(run("version")).isZero();
    assertThat(said()).isEqualTo("agent-pool v0.9.0\n");
    assertThat(run("dance")).isEqualTo(1);
    assertThat(complained()).isEqualTo("unknown command: dance\n");
  }

  @Test
  void aPoolIsMadeAndExpertsAreAddedToIt() throws Exception {
    assertThat(run("init")).isZero();
    assertThat(said())
        .startsWith(
            "Initialized pool \""
                + folder.getFileName()
                + "\" in "
                + folder.resolve(".agent-pool"));
    assertThat(folder.resolve(".agent-pool/postoffice")).isDirectory();
    assertThat(run("init")).isEqualTo(1);
    assertThat(complained()).contains(poolFile() + " already exists");
    out.reset();
    assertThat(run("list")).isZero();
    assertThat(said()).contains("agent-pool add");
    out.reset();
    assertThat(run("add", "auth")).isZero();
    assertThat(run("add", "ui_2", "--model", "opus\"4")).isZero();
    assertThat(said())
        .isEqualTo(
            "Added expert \"auth\" (using default model)\n"
                + "Added expert \"ui_2\" (model: opus\"4)\n");
    ExpertPool pool = ExpertPoolFile.read(poolFile());
    assertThat(pool.settings(new ExpertName("auth")).model()).isEqualTo("sonnet");
    assertThat(pool.settings(new ExpertName("ui_2")).model()).isEqualTo("opus\"4");
    assertThat(pool.project(folder, folder)).contains(folder);
    assertThat(folder.resolve(".agent-pool/experts/ui_2/inbox")).isDirectory();
    out.reset();
    Files.writeString(folder.resolve(".agent-pool/experts/auth/state.md"), "x");
    assertThat(run("list")).isZero();
    assertThat(said().lines())
        .containsExactly(
            "EXPERT               MODEL      SCOPE    STATE",
            "auth                 sonnet     pool     state",
            "ui_2                 opus\"4     pool     -");
  }

  @Test
  void anExpertThatCannotBeIsNotAdded() throws Exception {
    run("init");
    Files.writeString(poolFile(), "[shared]\ninclude = [\"security\"]\n[experts.auth]");
    String before = Files.readString(poolFile());
    for (String name : List.of("a b", "../x", "architect", "auth", "security", "")) {
      assertThat(run("add", name)).as(name).isEqualTo(1);
    }
    assertThat(complained())
        .contains(
            "invalid expert name \"a b\": must contain only letters, digits, hyphens, or"
                + " underscores")
        .contains("\"architect\" is a built-in role, not an expert name")
        .contains("expert \"auth\" already exists in pool config")
        .contains("conflicts with pool-scoped expert");
    assertThat(poolFile()).hasContent(before);
  }

  @Test
  void whereNoPoolIsItSaysWhereItLooked() {
    for (String command : List.of("start", "stop", "status", "watch", "list")) {
      err.reset();
      assertThat(run(command)).as(command).isEqualTo(1);
      assertThat(complained())
          .contains("no pool found (looked for pool.toml and .agent-pool/ from " + folder);
    }
  }

  @Test
  void aDaemonThatDoesNotRunIsSaidNotTo() {
    OldPool.shop(folder);
    for (String command : List.of("stop", "status", "watch")) {
      err.reset();
      assertThat(run(command)).isEqualTo(1);
      assertThat(complained()).startsWith("error: connecting to daemon (is it running?): ");
    }
  }

  @Test
  void aRunningPoolIsShownAsItAlwaysWas() throws IOException {
    Path root = OldPool.shop(folder);
    try (PoolDoor door = PoolDoor.open(SocketPlace.of(root), new Desk())) {
      assertThat(door.isOpen()).isTrue();
      assertThat(run("status", root.toString())).isZero();
      assertThat(said())
          .isEqualTo(
              """
              Pool:     shop
              State:    running
              Uptime:   1m5s
              Experts:  api, auth

              Tasks:
                active:      1
                completed:   2

              Active Tasks:
                task-form            frontend (12s ago)
              """);
      out.reset();
      assertThat(run("stop")).isZero();
      assertThat(said()).isEqualTo("Daemon is shutting down.\n");
      await().atMost(PATIENCE).until(() -> !door.isOpen());
    }
  }

  @Test
  void whatHappensIsFollowedALineAnEvent() throws Exception {
    Path root = OldPool.shop(folder);
    Desk desk = new Desk();
    try (PoolDoor door = PoolDoor.open(SocketPlace.of(root), desk)) {
      Thread watching = Thread.ofVirtual().start(() -> run("watch"));
      await().atMost(PATIENCE).until(() -> desk.hearers.size() == 1 && said().contains("Ctrl-C"));
      desk.hearers.forEach(hearer -> {
        hearer.accept(
            new PoolEvent(
                PoolEvent.ROUTED,
                NOW,
                Map.of("id", "t-1", "from", "cli", "to", "auth", "type", "task")));
        hearer.accept(
            new PoolEvent(
                PoolEvent.COMPLETED,
                NOW,
                Map.of(
                    "expert",
                    "auth",
                    "task_id",
                    "t-1",
                    "duration",
                    "1.5s",
                    "exit_code",
                    0,
                    "summary",
                    "x".repeat(61))));
        hearer.accept(new PoolEvent("new.thing", NOW, Map.of("a", 1)));
      });
      await().atMost(PATIENCE).until(() -> said().contains("new.thing"));
      door.close();
      assertThat(watching.join(PATIENCE)).isTrue();
    }
    assertThat(said())
        .startsWith("Watching daemon events (Ctrl-C to stop)...\n\n[")
        .contains("\u001b[36mtask.routed       \u001b[0m cli -> auth  (t-1)\n")
        .contains("expert.completed  \u001b[0m auth  task=t-1  1.5s  " + "x".repeat(60) + "...\n")
        .contains("new.thing          {a=1}");
  }

  @Test
  void startLetsThePoolWorkAndStaysUntilItIsStopped() throws Exception {
    Path root = OldPool.shop(folder);
    Desk desk = new Desk();
    PoolDoor[] door = new PoolDoor[1];
    Thread running =
        Thread.ofVirtual()
            .start(() ->
                run(
                    (project, asked) -> {
                      daemon.add(project + " " + asked);
                      door[0] = PoolDoor.open(SocketPlace.of(root), desk);
                      return new Agentpool.Answer(0, "");
                    },
                    "start"));
    await().atMost(PATIENCE).until(() -> said().contains("Successfully started daemon"));
    assertThat(daemon).containsExactly(folder + " [resume]");
    desk.hearers.forEach(hearer ->
        hearer.accept(new PoolEvent(PoolEvent.CURATION, NOW, Map.of("reason", "task_threshold"))));
    await().atMost(PATIENCE).until(() -> said().contains("task_threshold"));
    assertThat(said()).contains("\"msg\":\"curation.triggered\",\"reason\":\"task_threshold\"");
    signals.getFirst().run(); // as Ctrl-C does
    assertThat(running.join(PATIENCE)).isTrue();
    assertThat(door[0].isOpen()).isFalse();
    assertThat(said().lines().toList().getLast()).contains("Successfully stopped daemon");
    assertThat(root.resolve("daemon.log")).content().contains("Successfully stopped daemon");
    assertThat(root.resolve("experts/api/logs")).isDirectory();
  }

  @Test
  void aPoolWhoseFileIsBrokenIsNotStarted() throws IOException {
    run("init");
    Files.writeString(poolFile(), "[pool]\nname = 3\n");
    assertThat(run("start")).isEqualTo(1);
    assertThat(complained())
        .startsWith("error loading pool config: parsing " + poolFile() + ": line 2");
    Files.writeString(poolFile(), "");
    assertThat(run((_, _) -> new Agentpool.Answer(4, "no Java"), "start")).isEqualTo(1);
    assertThat(complained()).contains("error: starting daemon: no Java");
  }

  @Test
  void aPoolThatLiesElsewhereIsLinkedToItsProject() throws Exception {
    Path elsewhere = folder.resolve("home/.agent-pool/pools/shop");
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.createDirectories(elsewhere);
    Files.writeString(
        elsewhere.resolve("pool.toml"), "[pool]\nproject_dir = \"" + project + "\"\n");
    try (PoolDoor door = PoolDoor.open(SocketPlace.of(elsewhere), new Desk())) {
      Thread running = Thread.ofVirtual().start(() -> run("start", elsewhere.toString()));
      await().atMost(PATIENCE).until(() -> said().contains("Successfully started"));
      assertThat(daemon).as("it ran already").isEmpty();
      door.close();
      assertThat(running.join(PATIENCE)).isTrue();
    }
    assertThat(Files.isSameFile(project.resolve(".agent-pool"), elsewhere)).isTrue();
    Path other = folder.resolve("other");
    Files.createDirectories(other);
    Files.writeString(other.resolve("pool.toml"), "[pool]\nproject_dir = \"" + project + "\"\n");
    assertThat(run("start", other.toString())).isEqualTo(1);
    assertThat(complained()).contains("is another pool");
  }

  @Test
  void theToolsOfARoleAreServedOnStandardInputAndOutput() throws IOException {
    Path root = OldPool.shop(folder);
    in = new ByteArrayInputStream("{\"id\":1}\n".getBytes(StandardCharsets.UTF_8));
    try (PoolDoor door = PoolDoor.open(SocketPlace.of(root), new Desk())) {
      assertThat(door.isOpen()).isTrue();
      assertThat(run("mcp", "--pool", root.toString(), "--role", "concierge")).isZero();
    }
    assertThat(said()).isEqualTo("concierge {\"id\":1}\n");
    assertThat(run("mcp", "--pool", "x", "--role", "a", "--expert", "b")).isEqualTo(1);
    assertThat(complained()).contains("error: --role and --expert are mutually exclusive");
    err.reset();
    assertThat(run("mcp", "--role", "architect")).isEqualTo(1);
    assertThat(complained()).startsWith("Usage: agent-pool mcp");
    assertThat(run("mcp", "--pool", "x", "--expert", "../y")).isEqualTo(1);
    assertThat(complained()).contains("invalid expert name \"../y\"");
  }

  @Test
  void aSeedIsAMailToTheResearcherWithWhoItIsFor() throws Exception {
    Path root = OldPool.shop(folder);
    assertThat(run("seed", "--expert", "auth")).isZero();
    assertThat(said())
        .isEqualTo("Seed task posted for expert \"auth\" (id: seed-auth-1775053920000)\n");
    Mail mail = MailFile.read(root.resolve("postoffice/seed-auth-1775053920000.md"));
    assertThat(mail.from()).isEqualTo("cli");
    assertThat(mail.to()).isEqualTo("researcher");
    assertThat(mail.body())
        .contains(
            "**Target Expert:** auth",
            folder.toString(),
            "Owns everything under",
            "write_expert_state");
    assertThat(run("seed", "--expert", "auht")).isEqualTo(1);
    assertThat(complained())
        .contains(
            "error: expert \"auht\" not found in pool config (check [experts] or [shared]"
                + " sections)");
    assertThat(run("seed")).isEqualTo(1);
  }

  @Test
  void theHookThatStopsASessionSaysHowOldItsStateIs() throws IOException {
    Path root = OldPool.shop(folder);
    Path state = root.resolve("experts/auth/state.md");
    for (Map.Entry<Integer, String> one :
        Map.of(29, "\"level\":\"INFO\"", 31, "may be stale").entrySet()) {
      Files.setLastModifiedTime(state, FileTime.from(NOW.minusSeconds(60L * one.getKey())));
      err.reset();
      assertThat(run("flush", "--pool", root.toString(), "--expert", "auth", "--task", "t-1"))
          .isZero();
      assertThat(complained()).contains(one.getValue());
    }
    err.reset();
    assertThat(run("flush", "--pool", root.toString(), "--expert", "api")).isZero();
    assertThat(complained()).contains("is missing");
    for (String hook : List.of("flush", "guard")) {
      err.reset();
      String prefix = hook.equals("flush") ? "flush error: " : "guard denied: ";
      assertThat(run(hook, "--expert", "auth")).isEqualTo(1);
      assertThat(run(hook, "--pool", "x")).isEqualTo(1);
      assertThat(run(hook, "--pool", "x", "--expert", "a/b")).isEqualTo(1);
      assertThat(complained())
          .isEqualTo(
              prefix
                  + "pool directory is required\n"
                  + prefix
                  + "expert name is required\n"
                  + prefix
                  + "invalid expert name \"a/b\": must not contain path separators\n");
    }
  }

  @Test
  void aFileThatAnotherExpertOwnsIsNotWritten() throws IOException {
    run("init");
    Files.writeString(
        poolFile(), "[experts.auth]\nowns = [\"src/auth/\", \"*.pem\"]\n[experts.ui]\n");
    String pool = folder.resolve(".agent-pool").toString();
    assertThat(run("guard", "--pool", pool, "--expert", "ui", "--path", "src/auth/x/y.ts"))
        .isEqualTo(2);
    assertThat(complained()).contains("guard denied: src/auth/x/y.ts belongs to auth");
    for (String free : List.of("src/ui/a.ts", "/etc/passwd", "src/auth2/x")) {
      assertThat(run("guard", "--pool", pool, "--expert", "ui", "--path", free)).as(free).isZero();
    }
    assertThat(run("guard", "--pool", pool, "--expert", "auth", "--path", "src/auth/x.ts"))
        .isZero();
    assertThat(run("guard", "--pool", pool, "--expert", "ui", "--path", "src/ui/../auth/x.ts"))
        .isEqualTo(2);
    assertThat(run("guard", "--pool", pool, "--expert", "ui", "--path", "key.pem")).isEqualTo(2);
    assertThat(run("guard", "--pool", pool, "--expert", "ui")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--pool=x", "--unknown --pool x --last", "--pool a --pool x", "--pool"})
  void flagsAreTwoWordsAndTheLastOfANameCounts(String line) {
    Flags flags = Flags.of(List.of(line.split(" ")), "--pool", "--last");
    assertThat(flags.text("--pool")).isEqualTo(line.contains("--pool x") ? "x" : "");
    assertThat(Flags.of(List.of("--pool", "--expert", "b"), "--pool", "--expert").text("--pool"))
        .isEqualTo("--expert");
  }
}
