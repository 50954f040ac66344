from django import forms


class UploadForm(forms.Form):
    file = forms.FileField(
        label="CSV file",
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": "Choose a CSV file",
            "empty": "The file is empty. The first line must name the columns.",
        },
    )
