package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.CatalogVerdict;
import dev.agentpool.answer.FormerSessions;
import dev.agentpool.answer.Imported;
import dev.agentpool.engine.Refused;
import dev.agentpool.former.FormerConfig;
import dev.agentpool.history.FormerHome;
import dev.agentpool.history.KeptRows;
import dev.agentpool.redact.Redaction;
import dev.agentpool.request.CatalogPath;
import dev.agentpool.request.FormerFilter;
import dev.agentpool.request.ImportRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a former control plane left, taken over once. */
public final class HistoryRows {
  private static final int USUAL = 50;

  public static final Operation<ImportRequest, Imported> IMPORT =
      named("history.import", "Takes over what a former control plane left in its folder")
          .takes(ImportRequest.class)
          .gives(Imported.class)
          .at(Route.post("/v1/import"))
          .does(HistoryRows::takeOver);

  public static final Operation<FormerFilter, FormerSessions> SESSIONS =
      named("history.sessions", "The sessions that were taken over, newest first")
          .takes(FormerFilter.class)
          .gives(FormerSessions.class)
          .at(Route.get("/v1/import/sessions"))
          .does(HistoryRows::sessions);

  public static final Operation<CatalogPath, CatalogVerdict> CONFIG =
      named("history.config", "What is wrong with a former control plane's config.yaml")
          .takes(CatalogPath.class)
          .gives(CatalogVerdict.class)
          .at(Route.post("/v1/import/config"))
          .does((_, asked) -> {
            FormerConfig read = FormerConfig.read(Path.of(asked.path()));
            return new CatalogVerdict(
                read.errors().isEmpty(), read.path(), read.errors(), read.warnings());
          });

  private HistoryRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(IMPORT, CONFIG, SESSIONS);
  }

  private static Imported takeOver(Asking asking, ImportRequest asked) {
    Path from = Path.of(asked.from());
    if (!from.isAbsolute() || !Files.isDirectory(from)) {
      throw Refused.invalid("'from' must be a folder, by its absolute path: " + asked.from());
    }
    FormerHome.Report report =
        FormerHome.takeOver(
            from, asking.house().home(), Redaction.standard()::over, asked.dryRun());
    return new Imported(
        from.toString(),
        asked.dryRun(),
        report.taken(),
        report.left().entrySet().stream()
            .map(one -> new Imported.Left(one.getKey(), one.getValue()))
            .toList(),
        report.warnings(),
        report.rows());
  }

  private static FormerSessions sessions(Asking asking, FormerFilter filter) {
    List<KeptRows.Session> all =
        KeptRows.sessions(asking.house().home()).stream()
            .filter(one ->
                filter.providerId().isEmpty()
                    || filter.providerId().get().equals(one.text("provider_id")))
            .toList();
    return new FormerSessions(
        all.stream().limit(filter.limit().orElse(USUAL)).map(HistoryRows::told).toList(),
        all.size(),
        KeptRows.counts(asking.house().home()));
  }

  private static FormerSessions.Session told(KeptRows.Session one) {
    return new FormerSessions.Session(
        one.text("id"),
        one.text("provider_id"),
        one.text("model"),
        one.text("role"),
        one.text("task"),
        one.text("repo_path"),
        one.text("state"),
        one.text("created_at"),
        one.text("ended_at"));
  }
}
