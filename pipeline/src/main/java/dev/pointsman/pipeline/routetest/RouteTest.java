package dev.pointsman.pipeline.routetest;

import dev.pointsman.pipeline.finding.Place;
import dev.pointsman.pipeline.plan.value.ResourceName;

/**
 * One test of a RouteTest.
 *
 * @param resource the RouteTest
 * @param name the test's name in it
 * @param place where it was written
 * @param exchange what is asked, and where
 * @param expectation what has to come of it
 */
public record RouteTest(ResourceName resource, String name, Place place, Exchange exchange, Expectation expectation) {

    /** Resource and name: {@code shop/routes: version 2 by its header}. */
    public String fullName() {
        return resource + ": " + name;
    }
}
