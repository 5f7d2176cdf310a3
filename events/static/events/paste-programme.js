// Makes rows of a programme that an editor pastes as text. The server reads the text; this shows what it found and,
// once the editor accepts, presses the buttons that an editor would press and fills in the rows. Nothing is saved.
(() => {
  const { Controller } = window.StimulusModule;

  class PasteProgrammeController extends Controller {
    static targets = ["toggle", "area", "text", "preview", "status"];
    static values = { url: String, prefix: String, failed: String };

    connect() {
      this.items = [];
      this.element.hidden = false;
    }

    toggle() {
      if (this.areaTarget.hidden) this.open();
      else this.close();
    }

    open() {
      this.areaTarget.hidden = false;
      this.toggleTarget.setAttribute("aria-expanded", "true");
      this.statusTarget.textContent = "";
      this.textTarget.focus();
    }

    close() {
      this.forget();
      this.areaTarget.hidden = true;
      this.toggleTarget.setAttribute("aria-expanded", "false");
      this.toggleTarget.focus();
    }

    // What was shown is no longer what the text says.
    forget() {
      this.asked = null;
      this.items = [];
      this.previewTarget.replaceChildren();
    }

    async preview() {
      this.forget();
      const asked = Symbol("a preview");
      this.asked = asked;
      const body = new FormData();
      body.set("text", this.textTarget.value);
      body.set("starts_at", this.valueOfOccasion("starts_at"));
      body.set("ends_at", this.valueOfOccasion("ends_at"));
      let answer;
      try {
        const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
        const headers = { "X-CSRFToken": token, "X-Requested-With": "XMLHttpRequest" };
        const response = await fetch(this.urlValue, { method: "POST", body, headers });
        answer = await response.json();
      } catch {
        if (this.asked === asked) this.statusTarget.textContent = this.failedValue;
        return;
      }
      // The editor has gone on writing, or asked again, in the meantime.
      if (this.asked !== asked) return;
      this.statusTarget.textContent = "";
      this.items = answer.items;
      this.unparsed = answer.unparsed;
      this.added = answer.added;
      this.previewTarget.innerHTML = answer.html;
      this.previewTarget.focus();
    }

    accept() {
      const rows = this.items.map((item) => this.fillRow(this.prefixValue, item));
      if (!rows.length) return;
      const { added, unparsed } = this;
      // What was not added is not thrown away.
      this.textTarget.value = unparsed.join("\n");
      if (unparsed.length) this.forget();
      else this.close();
      this.statusTarget.textContent = added;
      document.getElementById(`${rows[0]}-title`).focus();
    }

    // Adds a row to a formset and fills it in; returns the beginning of its fields' ids.
    fillRow(formset, { speakers = [], ...values }) {
      const row = `${formset}-${document.getElementById(`${formset}-TOTAL_FORMS`).value}`;
      document.getElementById(`${formset}-ADD`).click();
      // The rich-text editor reads its field when it starts, which is after this function has ended.
      for (const [name, value] of Object.entries(values)) {
        const input = document.getElementById(`${row}-${name}`);
        input.value = value;
        input.dispatchEvent(new Event("change", { bubbles: true }));
      }
      for (const speaker of speakers) this.fillRow(`${row}-speakers`, speaker);
      return row;
    }

    valueOfOccasion(name) {
      return document.getElementById(this.prefixValue.replace(/programme$/, name))?.value ?? "";
    }
  }

  window.wagtail.app.register("paste-programme", PasteProgrammeController);
})();
