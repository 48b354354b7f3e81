package dev.agentpool.history;

import dev.agentpool.catalog.CatalogFile;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.document.TextFile;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.former.FormerConfig;
import dev.agentpool.preferences.Preferences;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Takes over what a former control plane left in its folder (spec control-plane 15). Nothing is
 * written there, and what is ours already stays: a second time brings only what is new.
 */
public final class FormerHome {
  private static final String MODELS = "model_catalog_paths";
  private final Home home;
  private final UnaryOperator<String> redacted;
  private final List<String> taken = new ArrayList<>();
  private final Map<String, String> left = new LinkedHashMap<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Long> rows = new LinkedHashMap<>();

  private FormerHome(Home home, UnaryOperator<String> redacted) {
    this.home = home;
    this.redacted = redacted;
  }

  /**
   * What came of it.
   *
   * @param taken for people, a line a thing
   * @param left what was not, with the reason
   * @param rows how many of each table are new here
   */
  public record Report(
      List<String> taken, Map<String, String> left, List<String> warnings, Map<String, Long> rows) {
    public Report {
      taken = List.copyOf(taken);
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Takes it over.
   *
   * @param from the folder, absolute
   * @param redacted what agents said, as it may be kept
   * @param dry whether to look only
   */
  public static Report takeOver(Path from, Home home, UnaryOperator<String> redacted, boolean dry) {
    FormerHome former = new FormerHome(home, redacted);
    former.all(from, dry);
    return new Report(former.taken, former.left, former.warnings, former.rows);
  }

  private void all(Path from, boolean dry) {
    Path database = from.resolve("agentpool.sqlite");
    Path config = from.resolve("config.yaml");
    if (mine("config.yaml", config)) {
      FormerConfig read = FormerConfig.read(config);
      read.warnings().forEach(warning -> warnings.add("config.yaml: " + warning));
      if (read.errors().isEmpty()) {
        settings(read, dry);
        database = read.database().map(named -> from.resolve(expanded(named))).orElse(database);
      } else {
        left.put("config.yaml", String.join("; ", read.errors()));
      }
    }
    preferences(from.resolve("preferences.md"), dry);
    if (mine("history", database)) {
      rows.putAll(new FormerRows(home, redacted).takeOver(database, dry, left));
      long all = rows.values().stream().mapToLong(Long::longValue).sum();
      if (all > 0) {
        taken.add(all + " rows of its history" + (dry ? "" : ", into " + FormerRows.folder(home)));
      }
    }
    if (Files.isDirectory(from.resolve("artifacts"))) {
      left.put("artifacts", "stay where they are: " + from.resolve("artifacts"));
    }
  }

  private static String expanded(String path) {
    String userHome = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
    return path.startsWith("~/") ? userHome + path.substring(1) : path;
  }

  /** Whether there is such a file and this user wrote it. */
  private boolean mine(String what, Path file) {
    try {
      if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        left.put(what, "there is no " + file);
      } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        left.put(what, file + " is no file of its own (a link or a folder): name where it leads");
      } else if (!Files.getOwner(file).equals(Files.getOwner(home.root()))) {
        left.put(what, file + " belongs to " + Files.getOwner(file) + ", not to you");
      } else if (!Files.isReadable(file)) {
        left.put(what, file + " cannot be read: check its permissions");
      } else {
        return true;
      }
    } catch (IOException e) {
      left.put(what, file + " cannot be looked at: " + e);
    }
    return false;
  }

  private void preferences(Path theirs, boolean dry) {
    if (!mine("preferences.md", theirs)) {
      return;
    }
    Path ours = Preferences.file(home);
    try {
      String text = TextFile.read(theirs);
      if (Files.exists(ours, LinkOption.NOFOLLOW_LINKS)) {
        left.put("preferences.md", "there is one here already: " + ours);
      } else {
        written(ours, text, dry);
        taken.add("preferences.md, as " + ours);
      }
    } catch (UnreadableDocument wrong) {
      left.put("preferences.md", theirs + ": " + wrong.getMessage());
    } catch (IOException e) {
      left.put("preferences.md", "cannot write " + ours + ": " + e);
    }
  }

  private void settings(FormerConfig read, boolean dry) {
    left.putAll(read.left());
    Map<String, Object> good = understood(usable(read.taken(), Path.of(read.path())));
    if (good.isEmpty()) {
      return;
    }
    String toml = FormerToml.of(good);
    if (Files.exists(home.config(), LinkOption.NOFOLLOW_LINKS)) {
      left.put(
          "config.yaml", "there is a " + home.config() + " already; what it could say:\n" + toml);
      return;
    }
    try {
      written(home.config(), "# Taken over from " + read.path() + "\n" + toml, dry);
      taken.add(String.join(", ", good.keySet()) + ", as " + home.config());
    } catch (IOException e) {
      left.put("config.yaml", "cannot write " + home.config() + ": " + e);
    }
  }

  /** Without lists of models that cannot be used: with one, no model could be asked for. */
  private Map<String, Object> usable(Map<String, Object> taken, Path config) {
    Map<String, Object> usable = new LinkedHashMap<>(taken);
    if (usable.remove(MODELS) instanceof List<?> paths) {
      List<String> good = new ArrayList<>();
      for (Object path : paths) {
        Path file = config.resolveSibling(expanded(path.toString()));
        CatalogFile read = CatalogFile.read(file);
        if (read.errors().isEmpty()) {
          good.add(file.toString());
        } else {
          left.put(MODELS, file + ": " + String.join("; ", read.errors()));
        }
      }
      if (!good.isEmpty()) {
        usable.put(MODELS, good);
      }
    }
    return usable;
  }

  /** Those that this program reads without a complaint; the others are left. */
  private Map<String, Object> understood(Map<String, Object> taken) {
    Map<String, Object> good = new LinkedHashMap<>();
    taken.forEach((name, value) -> {
      String problem = problem(Map.of(name, value));
      if (problem.isEmpty()) {
        good.put(name, value);
      } else {
        left.put(name, problem);
      }
    });
    return good;
  }

  private static String problem(Map<String, Object> one) {
    try {
      Path folder = Files.createTempDirectory("agentpool-import");
      try {
        Files.writeString(folder.resolve("config.toml"), FormerToml.of(one));
        return new PoolFiles(new Home(folder))
            .problems(folder).stream().map(problem -> problem.message()).findFirst().orElse("");
      } finally {
        Files.deleteIfExists(folder.resolve("config.toml"));
        Files.deleteIfExists(folder);
      }
    } catch (IOException e) {
      return "cannot be tried: " + e;
    }
  }

  private static void written(Path file, String text, boolean dry) throws IOException {
    if (!dry) {
      Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }
}
