package dev.agentpool.catalog;

import dev.agentpool.document.TextFile;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.usage.ProviderIds;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file with lists of models.
 *
 * @param document what it says; empty when it cannot be used
 * @param errors why it cannot be used; empty when it can
 * @param warnings what in it counts for nothing
 */
public record CatalogFile(
    String path, Map<String, Object> document, List<String> errors, List<String> warnings) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public CatalogFile {
    errors = List.copyOf(errors);
    warnings = List.copyOf(warnings);
  }

  /** The ids of the agent CLIs that agentpool knows, in the control plane's words. */
  static Set<String> known() {
    Set<String> known = new TreeSet<>();
    SettingKeys.PROVIDERS.forEach(name -> known.add(ProviderIds.id(name)));
    return known;
  }

  /** Never throws for what is wrong with the file: that is told. */
  public static CatalogFile read(Path file) {
    if (!String.valueOf(file.getFileName()).endsWith(".json")) {
      return unusable(file, "model catalogs must be JSON files, and their names end in .json");
    }
    try {
      return parse(file.toString(), TextFile.read(file));
    } catch (UnreadableDocument wrong) {
      return unusable(file, String.valueOf(wrong.getMessage()));
    }
  }

  private static CatalogFile unusable(Path file, String why) {
    return new CatalogFile(file.toString(), Map.of(), List.of(why), List.of());
  }

  @SuppressWarnings("unchecked") // JSON's objects have texts for keys
  static CatalogFile parse(String path, String text) {
    CatalogCheck check = new CatalogCheck(known());
    Object document;
    try {
      document = JSON.readValue(text, Object.class);
    } catch (JacksonException broken) {
      String where =
          broken.getLocation() == null ? "" : " (line " + broken.getLocation().getLineNr() + ")";
      return new CatalogFile(
          path, Map.of(), List.of("is not JSON" + where + ": " + firstLine(broken)), List.of());
    }
    check.document(document);
    return new CatalogFile(
        path,
        check.errors().isEmpty() ? (Map<String, Object>) document : Map.of(),
        check.errors(),
        check.warnings());
  }

  private static String firstLine(JacksonException broken) {
    return String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("");
  }
}
