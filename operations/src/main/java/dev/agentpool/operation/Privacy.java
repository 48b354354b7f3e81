package dev.agentpool.operation;

import dev.agentpool.answer.PrivacyReport;
import dev.agentpool.config.Home;
import dev.agentpool.doctor.Doctor;
import java.util.List;
import java.util.Optional;

/** What agentpool stores, reads and sends, said for this machine (docs/security.md). */
final class Privacy {
  private static final List<String> STORES =
      List.of(
          "the ledger: prompts, results, money, questions",
          "activity: what agents said and did, redacted",
          "sessions: a folder a process, with its input and output",
          "artifacts: what agents left",
          "daemon.log: what the daemon did");

  private static final List<PrivacyReport.Source> SOURCES =
      List.of(
          source("codex-cli", "codex_app_server", true, true),
          source("claude-code", "rate_limit_events", false, false),
          source("devin-cli", "devin_plan_status_api, only where allowed", true, true),
          source("copilot-cli", "github_copilot_internal_api, only where allowed", true, true),
          source("cursor-cli", "cursor_cli_usage_unknown", false, false),
          source("codexbar", "codexbar, where installed", true, true),
          source("ccusage", "ccusage_local_logs, where installed", false, false));

  /** As docs/redaction.md has them. */
  private static final List<String> PATTERNS =
      List.of(
          "cookies and signatures in addresses",
          "keys by their vendors' prefixes, such as sk-",
          "tokens of GitHub, GitLab and Slack",
          "keys of AWS and Google",
          "JSON web tokens",
          "private keys in PEM",
          "Authorization headers",
          "passwords in URLs",
          "what is assigned to a name such as password or api_key");

  private Privacy() {}

  private static PrivacyReport.Source source(
      String provider, String source, boolean reads, boolean network) {
    return new PrivacyReport.Source(provider, source, reads, network);
  }

  static PrivacyReport of(Home home, Doctor doctor) {
    return new PrivacyReport(
        PrivacyReport.Credentials.NONE,
        new PrivacyReport.Local(
            home.config().toString(),
            home.ledger().toString(),
            home.state().resolve("artifacts").toString(),
            STORES),
        new PrivacyReport.Refresh(
            false,
            true,
            Optional.empty(),
            "combined",
            new PrivacyReport.Backends(doctor.has("codexbar"), doctor.has("ccusage"))),
        SOURCES,
        new PrivacyReport.Redacted(true, PATTERNS));
  }
}
