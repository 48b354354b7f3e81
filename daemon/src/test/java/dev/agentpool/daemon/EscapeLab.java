package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A user's home, a project and a daemon in a folder that is not a temporary one (those are empty
 * behind a wall anyway), and a way to see whether anything there changed that no agent may change.
 */
final class EscapeLab implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration LONG = Duration.ofSeconds(90);
  private static final String FOLDER = "(a folder)";
  private final Path root;
  private final Path user;
  private final Path project;
  private final DaemonProcess daemon;
  private final ServerSocketChannel engine;

  /** How the agent is told to run a shell command, by the prompt. */
  interface Prompt {
    String running(String command);
  }

  /**
   * @param settings the user's; the agent and its permissions
   * @param environment of the daemon, beside the home
   */
  EscapeLab(String settings, Map<String, String> environment) throws Exception {
    Path base = Path.of(System.getProperty("basedir", "."), "target").toAbsolutePath();
    root = Files.createTempDirectory(Files.createDirectories(base), "e").toRealPath();
    user = Files.createDirectories(root.resolve("user"));
    for (String folder : List.of(".ssh", ".config/autostart", ".claude/skills", ".m2")) {
      Files.createDirectories(user.resolve(folder));
    }
    for (String file : List.of(".bashrc", ".profile", ".ssh/authorized_keys", ".m2/settings.xml")) {
      Files.writeString(user.resolve(file), "# mine\n");
    }
    Files.writeString(user.resolve(".ssh/id_rsa"), "SECRET\n");
    Files.writeString(user.resolve(".claude/settings.json"), "{}\n");
    engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    engine.bind(UnixDomainSocketAddress.of(user.resolve("engine.sock")));
    daemon = new DaemonProcess(root).with("HOME", user.toString());
    environment.forEach(daemon::with);
    Files.writeString(daemon.home().resolve("config.toml"), "[settings]\n" + settings);
    project = DaemonProcess.project(root, "slots = 2\n[settings]\nworkspace = \"worktree\"\n");
    repository();
    daemon.start();
    others();
  }

  /** With a pack, packed refs and a configuration of its own. */
  private void repository() throws Exception {
    DaemonHere.git(project, "init", "-q", "-b", "master");
    DaemonHere.git(project, "config", "user.name", "t");
    DaemonHere.git(project, "config", "user.email", "t@example.org");
    Files.writeString(project.resolve("README"), "hello\n");
    DaemonHere.git(project, "add", "-A");
    DaemonHere.git(project, "commit", "-qm", "first");
    DaemonHere.git(project, "branch", "other");
    DaemonHere.git(project, "gc", "-q");
    Files.writeString(project.resolve("README"), "hello again\n");
    DaemonHere.git(project, "commit", "-qam", "second");
  }

  /** Another slot that has worked, and keeps its session and its worktree. */
  private void others() throws Exception {
    for (String slot : List.of("slot-0", "slot-1")) {
      run(slot, EscapeLab::shell, "echo mine >theirs");
    }
  }

  DaemonProcess daemon() {
    return daemon;
  }

  /** Whether tasks still run there. */
  boolean works() throws Exception {
    return run("slot-0", EscapeLab::shell, "true").get("state").asString().equals("completed");
  }

  Path project() {
    return project;
  }

  Path user() {
    return user;
  }

  JsonNode run(String slot, Prompt prompt, String command) throws Exception {
    String id = daemon.submit(project, prompt.running(command), Map.of("slot", slot));
    daemon.awaitAll(List.of(id), LONG);
    return daemon.get("/v1/tasks/" + id);
  }

  /** The scripted agent's and the fake model's way of saying it. */
  static String shell(String command) {
    return "@@tool Bash "
        + JSON.writeValueAsString(Map.of("command", command))
        + "@@ @@say tried@@";
  }

  /** What an attack came to: what it printed, and what is not as it was. */
  record Outcome(String state, String said, List<String> changed) {
    boolean escaped() {
      return said.contains("ESCAPED") || !changed.isEmpty();
    }
  }

  /** Tries it, and sees to it that it was really tried and that the task went on to its end. */
  Outcome put(Attack attack) throws Exception {
    Outcome outcome = attempt(attack);
    assertThat(outcome.state()).as("%s", outcome).isEqualTo("completed");
    assertThat(outcome.said()).as("%s was run", attack).contains("begun").contains("ended");
    return outcome;
  }

  /** Tries it where it may break what it is tried in. */
  Outcome attempt(Attack attack) throws Exception {
    Map<String, String> before = picture();
    JsonNode task = run("slot-0", EscapeLab::shell, script(attack));
    Map<String, String> after = picture();
    List<String> changed =
        Stream.concat(before.keySet().stream(), after.keySet().stream())
            .distinct()
            .filter(path -> !String.valueOf(before.get(path)).equals(after.get(path)))
            .sorted()
            .toList();
    for (String path : changed.reversed()) { // what is new goes with what is in it first
      if (!before.containsKey(path)) {
        restore(Path.of(path), null);
      }
    }
    for (String path : changed) {
      if (before.containsKey(path)) {
        restore(Path.of(path), before.get(path));
      }
    }
    return new Outcome(task.path("state").asString(""), said(task), changed);
  }

  /** For the next attack: parents come first. */
  private static void restore(Path path, @Nullable String content) throws IOException {
    if (content == null || !content.equals(FOLDER)) {
      delete(path);
    }
    if (content == null) {
      return;
    }
    Files.createDirectories(content.equals(FOLDER) ? path : path.getParent());
    if (!content.equals(FOLDER)) {
      Files.write(path, content.getBytes(StandardCharsets.ISO_8859_1));
    }
  }

  /** It writes what it says into the worktree, which becomes the task's branch. */
  private String script(Attack attack) {
    return "P="
        + project
        + " U="
        + user
        + " AP="
        + daemon.home()
        + " D="
        + daemon.pid()
        + " G=$(git rev-parse --absolute-git-dir); export P U AP D G; exec >said 2>&1; echo begun\n"
        + "("
        + attack.script()
        + "\n)\necho ended";
  }

  /** From wherever the work went: the file may be on the branch, on another, or in the folder. */
  private String said(JsonNode task) throws Exception {
    Path left =
        Path.of(task.path("result").path("workspace").path("path").asString("")).resolve("said");
    if (Files.exists(left)) {
      return Files.readString(left);
    }
    if (!Files.exists(project.resolve(".git/refs"))) {
      return "";
    }
    for (String branch :
        DaemonHere.git(
                project,
                "branch",
                "--format=%(refname:short)",
                "--sort=-committerdate",
                "--list",
                "agentpool/*")
            .lines()
            .toList()) {
      // an attack may have kept its own words off the branch, by what it did to the repository
      if (branch.startsWith("agentpool/" + task.path("id").asString("none"))
          && DaemonHere.git(project, "ls-tree", branch, "said").contains("said")) {
        return DaemonHere.git(project, "show", branch + ":said");
      }
    }
    return "";
  }

  /** Everything that no agent may change, by its content. */
  private Map<String, String> picture() throws IOException {
    Map<String, String> picture = new TreeMap<>();
    look(user, picture);
    look(project, picture);
    add(daemon.home().resolve("config.toml"), picture);
    Path worktrees = daemon.home().resolve("state/workspaces");
    try (Stream<Path> tree = Files.walk(worktrees, 4)) {
      for (Path path :
          tree.filter(p -> p.endsWith("slot-1/theirs") || p.endsWith("slot-0/.git")).toList()) {
        add(path, picture);
      }
    }
    return picture;
  }

  private void look(Path top, Map<String, String> picture) throws IOException {
    Files.walkFileTree(
        top,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            if (isTheAgents(folder)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            picture.put(folder.toString(), FOLDER);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!isTheAgents(file)) {
              add(file, picture);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Loose objects, our branches, and a worktree's own state; Claude's own conversations. */
  private boolean isTheAgents(Path path) {
    String name = path.toString();
    String git = project.resolve(".git").toString();
    boolean worktreesOwn =
        name.startsWith(git + "/worktrees/")
            && Path.of(git + "/worktrees").relativize(path).getNameCount() > 1
            && !List.of("gitdir", "commondir", "config.worktree")
                .contains(path.getFileName().toString());
    return name.matches("\\Q" + git + "\\E/objects/[0-9a-f]{2}")
        || name.endsWith("/heads/agentpool")
        || worktreesOwn
        || name.startsWith(user.resolve(".claude/projects").toString());
  }

  private static void add(Path file, Map<String, String> picture) throws IOException {
    if (Files.isRegularFile(file)) {
      picture.put(
          file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    } else if (Files.exists(file) || Files.isSymbolicLink(file)) {
      picture.put(file.toString(), "special");
    }
  }

  @Override
  public void close() throws Exception {
    daemon.close();
    engine.close();
    delete(root);
  }

  private static void delete(Path top) throws IOException {
    if (!Files.exists(top, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(top)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
