package dev.pointsman.pipeline.report;

import java.nio.file.Path;
import java.util.List;

import dev.pointsman.pipeline.finding.Finding;
import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.finding.Severity;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GithubReportTest {

    private static String annotation(Place place, String message, RepositoryPaths paths) {
        Finding finding = new Finding(Severity.ERROR, "unknown-field", place, "", message, "");
        return GithubReport.render(List.of(finding), paths).lines().findFirst().orElseThrow();
    }

    @Test
    void whatEndsAPropertyOrALineIsEscaped() {
        assertThat(annotation(new Place("a:b,c%.yaml", 3, 4), "50%\r\n::error::x", new RepositoryPaths("lb/")))
                .isEqualTo("::error file=lb/a%3Ab%2Cc%25.yaml,line=3,col=4,title=unknown-field::50%25%0D%0A::error::x");
    }

    @Test
    void whatIsAboutNoLineHasNone() {
        assertThat(annotation(Place.ofFile("a.yaml"), "odd", new RepositoryPaths("")))
                .isEqualTo("::error file=a.yaml,title=unknown-field::odd");
    }

    @Test
    void whatIsAboutNoFileStandsAtTheFolder() {
        assertThat(annotation(Place.ofFile("."), "odd", new RepositoryPaths("lb/edge/")))
                .isEqualTo("::error file=lb/edge,title=unknown-field::odd");
    }

    @Test
    void filesAreNamedFromTheRepositorysRoot() {
        Path root = Path.of("/srv/repository");
        assertThat(RepositoryPaths.below(root, Path.of("lb")).prefix()).isEqualTo("lb/");
        assertThat(RepositoryPaths.below(root, Path.of(".")).prefix()).isEmpty();
        assertThat(RepositoryPaths.below(root, Path.of("/srv/repository/a/../lb"))
                        .prefix())
                .isEqualTo("lb/");
        assertThat(RepositoryPaths.below(root, Path.of("/elsewhere/lb")).prefix())
                .isEqualTo("/elsewhere/lb/");
    }
}
