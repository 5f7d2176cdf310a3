// Says beside a picture that an editor has chosen, before it is uploaded, where it is too small. The server has the words.
(() => {
  class ImageSizeController extends window.StimulusModule.Controller {
    static values = { url: String };

    connect() {
      this.words = document.createElement("div");
      this.words.setAttribute("role", "status");
      this.element.after(this.words);
    }

    disconnect() {
      this.words.remove();
    }

    async check() {
      this.words.replaceChildren();
      const file = this.element.files[0];
      if (!file) return;
      const picture = new Image();
      picture.src = URL.createObjectURL(file);
      try {
        await picture.decode();
        const size = new URLSearchParams({ width: picture.naturalWidth, height: picture.naturalHeight });
        const answer = await fetch(`${this.urlValue}?${size}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
        const words = answer.ok ? await answer.text() : "";
        // The editor may have chosen another picture meanwhile.
        if (file === this.element.files[0]) this.words.innerHTML = words;
      } catch {
        // A file that the browser can't show: the server says what is wrong with it when it gets there.
      } finally {
        URL.revokeObjectURL(picture.src);
      }
    }
  }

  window.wagtail.app.register("image-size", ImageSizeController);
})();
