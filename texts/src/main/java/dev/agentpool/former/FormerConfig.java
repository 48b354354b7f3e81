package dev.agentpool.former;

import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.document.YamlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code config.yaml} of the former control plane.
 *
 * @param errors why it cannot be used; empty when it can
 * @param warnings what counts for nothing in it, such as keys that it does not have
 * @param taken what our settings say the same by: name and plain value
 * @param left keys that no setting of ours says, each with the reason
 * @param database where its history is, when it says so
 */
public record FormerConfig(
    String path,
    List<String> errors,
    List<String> warnings,
    Map<String, Object> taken,
    Map<String, String> left,
    Optional<String> database) {
  private static final Map<String, String> ISOLATIONS =
      Map.of("read_only", "read_only", "shared", "shared", "worktree", "worktree");

  public FormerConfig {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** Never throws for what is wrong with the file: that is told. */
  public static FormerConfig read(Path file) {
    try {
      return of(file.toString(), YamlFile.table(file));
    } catch (UnreadableDocument wrong) {
      return new FormerConfig(
          file.toString(),
          List.of(String.valueOf(wrong.getMessage())),
          List.of(),
          Map.of(),
          Map.of(),
          Optional.empty());
    }
  }

  private static FormerConfig of(String path, Map<String, Object> table) {
    FormerCheck check = new FormerCheck();
    Map<String, Object> said = check.flat(table);
    Map<String, Object> taken = new LinkedHashMap<>();
    Map<String, String> left = new LinkedHashMap<>();
    FormerKeys.all()
        .forEach((name, key) -> {
          Object value = said.get(name);
          if (value != null && !key.ours().isEmpty()) {
            taken.put(key.ours(), value);
          } else if (value != null && !key.why().isEmpty()) {
            left.put(name, key.why());
          }
        });
    isolation(taken, left);
    providers(said, left);
    return new FormerConfig(
        path,
        check.errors(),
        check.warnings(),
        taken,
        left,
        said.get("storage.db_path") instanceof String db ? Optional.of(db) : Optional.empty());
  }

  private static void isolation(Map<String, Object> taken, Map<String, String> left) {
    Object said = taken.get("settings.workspace");
    if (said != null && !ISOLATIONS.containsKey(said.toString())) {
      taken.remove("settings.workspace");
      left.put("policy.default_isolation", "is none of read_only, shared, worktree: " + said);
    }
  }

  /** Models of theirs go into a file of models; how they are started is a person's to say anew. */
  private static void providers(Map<String, Object> said, Map<String, String> left) {
    if (said.get("providers") instanceof Map<?, ?> providers) {
      providers.forEach((id, about) -> {
        List<String> members = new ArrayList<>();
        if (about instanceof Map<?, ?> table) {
          for (String member : List.of("command", "binary_candidates")) {
            if (table.get(member) instanceof List<?> list && !list.isEmpty()) {
              members.add(member);
            }
          }
          if (Boolean.FALSE.equals(table.get("enabled"))) {
            members.add("enabled: false (denied_providers in [sessions] says that)");
          }
        }
        if (about instanceof Map<?, ?> table && table.containsKey("models")) {
          left.put(
              "providers.*.models",
              "init wrote the whole list of that day into it; yours belong into a file that"
                  + " model_catalog_paths names");
        }
        if (!members.isEmpty() && !String.valueOf(id).startsWith("fake-")) {
          left.put(
              "providers." + id,
              String.join(", ", members)
                  + ": CLIs are looked for on the PATH; the setting command names another");
        }
      });
    }
    if (said.get("custom_providers") instanceof List<?> list && !list.isEmpty()) {
      left.put(
          "custom_providers",
          "a CLI of your own is described as provider = \"acp:NAME\" (docs/providers.md)");
    }
  }
}
