package dev.agentpool.plan;

import dev.agentpool.settings.SettingKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The workflows there are (spec slot-pool 8.6): built-in ones, over them those of the user's
 * folder, over them those of the project's. The folders are read at each access, so that an edit
 * counts at once; a file that cannot be used is skipped and reported. For any thread.
 */
public final class Workflows {
  /** A workflow, where it comes from, and its file (null for a built-in one). */
  public record Entry(Workflow workflow, WorkflowSource source, @Nullable Path file) {}

  /** A file or folder that could not be used, and why. */
  public record Skipped(Path file, String reason) {
    @Override
    public String toString() {
      return file + ": " + reason;
    }
  }

  /** What was found: the workflows by name, sorted, and the files that were skipped. */
  public record Listing(Map<String, Entry> byName, List<Skipped> skipped) {
    public Listing {
      byName = Collections.unmodifiableMap(new TreeMap<>(byName));
      skipped = List.copyOf(skipped);
    }
  }

  private final @Nullable Path userFolder;
  private final @Nullable Path projectFolder;
  private final BooleanSupplier isProjectTrusted;
  private final List<Workflow> builtIn;

  /**
   * @param userFolder null or missing: there are none
   * @param projectFolder likewise
   * @param isProjectTrusted whether the project's workflows may set what runs commands; asked at
   *     each access
   */
  public Workflows(
      @Nullable Path userFolder, @Nullable Path projectFolder, BooleanSupplier isProjectTrusted) {
    this.userFolder = userFolder;
    this.projectFolder = projectFolder;
    this.isProjectTrusted = isProjectTrusted;
    this.builtIn = BuiltInWorkflows.read();
  }

  /** All of them, as the folders are now. */
  public Listing list() {
    Map<String, Entry> byName = new TreeMap<>();
    List<Skipped> skipped = new ArrayList<>();
    builtIn.forEach(
        workflow -> byName.put(workflow.name(), new Entry(workflow, WorkflowSource.BUILTIN, null)));
    add(userFolder, WorkflowSource.USER, byName, skipped);
    add(projectFolder, WorkflowSource.PROJECT, byName, skipped);
    return new Listing(byName, skipped);
  }

  /** Throws {@link InvalidPlan} when there is none of this name. */
  public Entry find(String name) {
    Listing listing = list();
    Entry entry = listing.byName().get(name);
    if (entry == null) {
      throw new InvalidPlan("workflow '" + name + "' not found" + advice(name, listing));
    }
    return entry;
  }

  private static String advice(String name, Listing listing) {
    Collection<String> names = listing.byName().keySet();
    Optional<Skipped> bad =
        listing.skipped().stream()
            .filter(skipped -> String.valueOf(skipped.file().getFileName()).startsWith(name + "."))
            .findFirst();
    return bad.map(skipped -> "; its file cannot be used: " + skipped)
        .or(() -> Fields.nearest(name, names).map(close -> "; did you mean '" + close + "'?"))
        .orElse("; there are: " + String.join(", ", names));
  }

  private void add(
      @Nullable Path folder,
      WorkflowSource source,
      Map<String, Entry> byName,
      List<Skipped> skipped) {
    if (folder == null) {
      return;
    }
    WorkflowFolder files = new WorkflowFolder(folder);
    for (Path file : files.list(skipped)) {
      try {
        Workflow workflow = files.read(file);
        checkTrust(workflow, source);
        byName.put(workflow.name(), new Entry(workflow, source, file));
      } catch (InvalidPlan invalid) {
        skipped.add(new Skipped(file, String.valueOf(invalid.getMessage())));
      }
    }
  }

  private void checkTrust(Workflow workflow, WorkflowSource source) {
    if (source != WorkflowSource.PROJECT || isProjectTrusted.getAsBoolean()) {
      return;
    }
    for (Step step : workflow.steps()) {
      for (SettingKey<?> key : step.config().needingTrust()) {
        throw new InvalidPlan(
            "step '"
                + step.name()
                + "' sets '"
                + key
                + "', which can run commands; a project may do so only when [trust] projects in"
                + " your own config.toml names it");
      }
    }
  }
}
