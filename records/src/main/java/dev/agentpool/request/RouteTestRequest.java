package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks how well the router decides. */
public record RouteTestRequest(
    @JsonPropertyDescription(
            "the cases: {label, prompt, expected, hints?}; the standard ones when absent")
        Optional<String> text,
    @JsonPropertyDescription("of the text: json, yaml or toml; json when absent")
        Optional<String> format,
    @JsonPropertyDescription("the model that decides") Optional<String> routerModel) {}
