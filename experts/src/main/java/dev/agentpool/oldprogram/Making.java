package dev.agentpool.oldprogram;

import dev.agentpool.expert.ExpertName;
import dev.agentpool.expert.ExpertPlace;
import dev.agentpool.expert.ExpertPool;
import dev.agentpool.expert.ExpertPoolFile;
import dev.agentpool.expert.PoolDiscovery;
import dev.agentpool.expert.PoolLayout;
import dev.agentpool.expert.Role;
import dev.agentpool.expert.UnreadablePool;
import dev.agentpool.paper.DurableFile;
import dev.agentpool.paper.FolderLock;
import dev.agentpool.paper.GoText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes pools and experts, and shows them: {@code init}, {@code add}, {@code list}. */
final class Making {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

  private Making() {}

  static int init(List<String> words, Where here) throws Failed, IOException {
    String written = words.isEmpty() ? ".agent-pool" : words.getFirst();
    Path root =
        PoolDiscovery.written(written, here.home(), here.directory()).toAbsolutePath().normalize();
    PoolLayout layout = here.layout(root);
    if (Files.exists(layout.poolFile())) {
      throw new Failed("error: " + layout.poolFile() + " already exists");
    }
    Path directory = here.directory();
    String name = Optional.ofNullable(directory.getFileName()).map(Path::toString).orElse("pool");
    layout.prepare(List.of(), List.of());
    DurableFile.create(
        layout.poolFile(),
        """
        [pool]
        name = %s
        project_dir = %s

        [architect]
        model = "opus"

        [defaults]
        model = "sonnet"
        """
            .formatted(toml(name), toml(directory.toString())));
    PrintStream out = here.out();
    out.println("Initialized pool " + GoText.quoted(name) + " in " + root);
    out.println();
    out.println("Next steps:");
    out.println("  agent-pool add <name>      add an expert");
    out.println("  agent-pool start           run the pool");
    return 0;
  }

  static int add(List<String> words, Where here) throws Failed, IOException {
    if (words.isEmpty() || words.getFirst().startsWith("--")) {
      throw new Failed("Usage: agent-pool add <name> [--model <model>]");
    }
    String name = words.getFirst();
    Flags flags = Flags.of(words.subList(1, words.size()), "--model", "--pool");
    if (!NAME.matcher(name).matches()) {
      throw new Failed(
          "error: invalid expert name "
              + GoText.quoted(name)
              + ": must contain only letters, digits, hyphens, or underscores");
    }
    if (Role.of(name).isPresent()) {
      throw new Failed("error: " + GoText.quoted(name) + " is a built-in role, not an expert name");
    }
    Path root = here.pool(flags.text("--pool"));
    String model = flags.text("--model");
    try (FolderLock held = FolderLock.of(root)) {
      held.check();
      append(here, root, new ExpertName(name), model);
    }
    here.out()
        .println(
            "Added expert "
                + GoText.quoted(name)
                + (model.isEmpty() ? " (using default model)" : " (model: " + model + ")"));
    return 0;
  }

  private static void append(Where here, Path root, ExpertName name, String model)
      throws Failed, IOException {
    ExpertPool pool = here.read(root);
    if (pool.experts().containsKey(name)) {
      throw new Failed(
          "error: expert " + GoText.quoted(name.value()) + " already exists in pool config");
    }
    if (pool.isShared(name)) {
      throw new Failed(
          "error: shared expert "
              + GoText.quoted(name.value())
              + " conflicts with pool-scoped expert");
    }
    PoolLayout layout = here.layout(root);
    String before = Files.readString(layout.poolFile());
    String text =
        before
            + (before.isEmpty() || before.endsWith("\n") ? "" : "\n")
            + (before.isEmpty() ? "" : "\n")
            + "[experts."
            + name
            + "]\n"
            + (model.isEmpty() ? "" : "model = " + toml(model) + "\n");
    Path trial = Files.createTempFile(root, DurableFile.TEMPORARY, "");
    try {
      Files.writeString(trial, text);
      ExpertPoolFile.read(trial);
    } catch (UnreadablePool e) {
      throw new Failed("error: the expert cannot be added: " + e.getMessage());
    } finally {
      Files.deleteIfExists(trial);
    }
    ExpertPlace place = layout.place(name);
    Files.createDirectories(place.inbox());
    Files.createDirectories(place.logs());
    DurableFile.write(layout.poolFile(), text);
  }

  static int list(List<String> words, Where here) throws Failed {
    Path root = here.pool(Flags.of(words, "--pool").text("--pool"));
    ExpertPool pool = here.read(root);
    PrintStream out = here.out();
    if (pool.experts().isEmpty() && pool.shared().isEmpty()) {
      out.println("No experts yet: agent-pool add <name> makes one.");
      return 0;
    }
    row(out, "EXPERT", "MODEL", "SCOPE", "STATE");
    PoolLayout layout = here.layout(root);
    pool.experts().keySet().forEach(name -> row(out, pool, layout, name, "pool"));
    pool.shared().forEach(name -> row(out, pool, layout, name, "shared"));
    return 0;
  }

  private static void row(
      PrintStream out, ExpertPool pool, PoolLayout layout, ExpertName name, String scope) {
    ExpertPlace place = pool.place(layout, name);
    List<String> known = new ArrayList<>();
    for (Path file : List.of(place.identity(), place.state(), place.errors())) {
      if (Files.isRegularFile(file)) {
        known.add(file.getFileName().toString().replace(".md", ""));
      }
    }
    String model = Optional.ofNullable(pool.settings(name).model()).orElse("");
    row(out, name.value(), model, scope, known.isEmpty() ? "-" : String.join(", ", known));
  }

  private static void row(PrintStream out, String name, String model, String scope, String state) {
    out.printf("%-20s %-10s %-8s %s%n", name, model, scope, state);
  }

  /** A text as TOML has it in quotes. */
  private static String toml(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            default -> {
              if (point < ' ' || point == 0x7f) {
                quoted.append(String.format("\\u%04x", point));
              } else {
                quoted.appendCodePoint(point);
              }
            }
          }
        });
    return quoted.append('"').toString();
  }
}
