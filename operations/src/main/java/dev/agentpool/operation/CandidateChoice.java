package dev.agentpool.operation;

import dev.agentpool.answer.AgentDescriptor;
import dev.agentpool.answer.Candidates;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.CandidatesRequest;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Standing;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sorts providers by what is wanted of them; it ranks none (spec control-plane 16.6). */
final class CandidateChoice {
  private CandidateChoice() {}

  static Candidates of(Asking asking, CandidatesRequest wanted) throws InterruptedException {
    for (String word : wanted.avoidStatuses()) {
      if (UsageStatus.of(word).isEmpty()) {
        throw Refused.invalid("there is no usage status '" + word + "'");
      }
    }
    Set<String> allowed =
        wanted.allowedProviders().stream()
            .map(ProviderIds::provider)
            .map(ProviderIds::id)
            .collect(Collectors.toSet());
    Instant now = asking.ledger().now();
    Map<String, String> statuses =
        asking.ledger().usages().stream()
            .collect(
                Collectors.toMap(
                    (Usage usage) -> ProviderIds.id(usage.provider()),
                    usage -> Standing.of(usage, now).status().wireName()));
    List<Candidates.Candidate> fit = new ArrayList<>();
    List<Candidates.Excluded> excluded = new ArrayList<>();
    for (AgentDescriptor one : InventoryRows.descriptors(asking, false)) {
      String status = statuses.getOrDefault(one.id(), UsageStatus.UNKNOWN.wireName());
      List<String> against = against(one, status, allowed, wanted);
      if (against.isEmpty()) {
        fit.add(
            new Candidates.Candidate(one.id(), List.of("installed", "usage status: " + status)));
      } else {
        excluded.add(new Candidates.Excluded(one.id(), against));
      }
    }
    return new Candidates(fit, excluded);
  }

  private static List<String> against(
      AgentDescriptor one, String status, Set<String> allowed, CandidatesRequest wanted) {
    List<String> against = new ArrayList<>();
    if (!allowed.isEmpty() && !allowed.contains(one.id())) {
      against.add("not in filter");
    }
    if (!one.installed()) {
      against.add("not installed");
    } else {
      List<String> missing =
          wanted.requiredCapabilities().stream()
              .filter(capability -> !one.capabilities().contains(capability))
              .toList();
      if (!missing.isEmpty()) {
        against.add("missing capabilities: " + String.join(", ", missing));
      }
    }
    if (wanted.avoidStatuses().contains(status)) {
      against.add("usage status avoided: " + status);
    }
    if (!wanted.includeUsageUnknown().orElse(true)
        && status.equals(UsageStatus.UNKNOWN.wireName())) {
      against.add("usage unknown");
    }
    return against;
  }
}
