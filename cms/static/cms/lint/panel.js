/* Sends the page's form as it stands to the linter a moment after it has changed, and shows the answer. */
const WAIT = 1500;

class LintController extends window.StimulusModule.Controller {
    static targets = ["results"];

    static values = { url: String, edit: String, failed: String };

    connect() {
        this.form = this.element.closest("form");
        if (!this.form || !this.urlValue) return;
        this.sent = null;
        this.later = () => {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.check(), WAIT);
        };
        this.form.addEventListener("input", this.later);
        this.form.addEventListener("change", this.later);
        // Wagtail's editors of texts and blocks change hidden fields without an event of the form.
        this.interval = setInterval(() => this.check(), 4 * WAIT);
        this.form.addEventListener("w-autosave:success", this.saved);
        this.later();
    }

    // Wagtail saves a new page by itself: from then on the form is that page's.
    saved = ({ detail }) => {
        const { pk } = detail.response ?? {};
        if (pk) this.urlValue = this.editValue.replace("/0/", `/${pk}/`);
    };

    disconnect() {
        clearTimeout(this.timer);
        clearInterval(this.interval);
        this.form?.removeEventListener("input", this.later);
        this.form?.removeEventListener("change", this.later);
        this.form?.removeEventListener("w-autosave:success", this.saved);
    }

    async check() {
        if (document.hidden || this.running) return;
        const data = new FormData(this.form);
        ["action-publish", "action-submit", "next"].forEach((name) => data.delete(name));
        const body = new URLSearchParams([...data].filter(([, value]) => typeof value === "string"));
        if (body.toString() === this.sent) return;
        this.sent = body.toString();
        this.running = true;
        try {
            // Whoever is signed out meanwhile gets an error by this, and not the page to sign in.
            const headers = { "X-Requested-With": "XMLHttpRequest" };
            const answer = await fetch(this.urlValue, { method: "POST", body, headers, credentials: "same-origin" });
            if (!answer.ok) throw new Error(String(answer.status));
            this.show(await answer.text());
        } catch {
            this.resultsTarget.textContent = this.failedValue;
        } finally {
            this.running = false;
        }
    }

    show(html) {
        // What has not changed is not read aloud again.
        if (html === this.shown) return;
        this.shown = html;
        this.resultsTarget.innerHTML = html;
    }
}

window.wagtail.app.register("lint", LintController);
