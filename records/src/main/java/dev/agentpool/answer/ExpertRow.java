package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** One of an expert pool. */
public record ExpertRow(
    String name,
    @JsonPropertyDescription("pool, shared, or the role: architect, researcher, concierge")
        String kind,
    @JsonPropertyDescription("null where nothing is said") Optional<String> model,
    @JsonPropertyDescription("the folder of what it knows") String knowledge,
    @JsonPropertyDescription("mails that it has not read") int unread,
    @JsonPropertyDescription("the mail it works on; null while it does nothing")
        Optional<String> worksOn) {}
